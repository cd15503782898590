import type { Member } from '../access/member.ts'
import { frequencyWords } from '../agenda/frequency.ts'
import { readFrequency } from '../agenda/read-frequency.ts'
import type { PrescriptionRow } from '../db/tables/series.ts'
import type { Typed } from '../http/form.ts'
import type { LocalDate } from '../terms.ts'

/** A new prescription as its form begins: as the one that it renews, else as the member's profession has them. */
export const firstPrescription = (
  member: Member,
  today: LocalDate,
  before: PrescriptionRow | null,
): Typed => {
  if (before) {
    const same = typedOf(member, before)
    return {
      ...same,
      version: 0,
      renews: before.id,
      doneBefore: '',
      prescribedOn: '',
      fromOn: today,
      toOn: '',
    }
  }
  const isKine = /kin[ée]/i.test(member.profession ?? '')
  return {
    category: /infirm/i.test(member.profession ?? '') ? 'visit' : 'session',
    regimen: isKine ? 'kine' : '',
    fromOn: today,
    renews: '',
  }
}

/** A prescription as its form shows it. */
export const typedOf = ({ readsClinical }: Pick<Member, 'readsClinical'>, row: PrescriptionRow): Typed => ({
  version: row.version,
  renews: row.renews_id ?? '',
  care: readsClinical ? row.care : '',
  category: row.category,
  sessions: row.sessions ?? '',
  doneBefore: row.done_before || '',
  frequency: readsClinical ? row.frequency : neutral(row.frequency),
  directAccess: row.direct_access ? '1' : '',
  prescribedOn: row.prescribed_on ?? '',
  prescriber: row.prescriber,
  fromOn: row.from_on,
  toOn: row.to_on ?? '',
  regimen: readsClinical ? (row.regimen ?? '') : '',
})

/** What was not understood may hold anything. */
const neutral = (written: string): string => {
  const reading = readFrequency(written)
  return reading.read ? frequencyWords(reading.frequency) : ''
}
