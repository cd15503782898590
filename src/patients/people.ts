import { endLinks } from '../access/links.ts'
import type { Trx } from '../db/database.ts'
import type { CarerRow, PhoneRow } from '../db/tables/patients.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'
import { carersOf, listPhones } from './queries.ts'

export type PhoneInput = { e164: string; smsTarget: boolean; label: string }

export type CarerInput = {
  /** Empty: somebody new. */
  id: Id | ''
  name: string
  relation: string
  role: CarerRow['role']
  phones: PhoneInput[]
}

type Of = { practiceId: Id; patientId: Id }

/** Makes the carers of a patient those given. One who is no longer there is ended, not deleted: messages name them. */
export const saveCarers = async (trx: Trx, of: Of, carers: CarerInput[], now: Instant): Promise<void> => {
  const known = await carersOf(trx, of.practiceId, of.patientId)
  const kept = new Set(carers.map(carer => carer.id))
  for (const gone of known.filter(carer => !kept.has(carer.id))) await endCarer(trx, of, gone.id, now)
  for (const carer of carers) {
    const isKnown = known.some(({ id }) => id === carer.id)
    const id = isKnown ? await changeCarer(trx, of, carer) : await addCarer(trx, of, carer, now)
    await savePhones(trx, { ...of, carerId: id }, carer.phones, now)
  }
}

const endCarer = async (trx: Trx, of: Of, id: Id, now: Instant): Promise<void> => {
  await trx
    .updateTable('carers')
    .set({ ended_at: now })
    .where('practice_id', '=', of.practiceId)
    .where('id', '=', id)
    .execute()
  await savePhones(trx, { ...of, carerId: id }, [], now)
}

const changeCarer = async (trx: Trx, of: Of, { id, name, relation, role }: CarerInput): Promise<Id> => {
  await trx
    .updateTable('carers')
    .set({ name, relation, role })
    .where('practice_id', '=', of.practiceId)
    .where('patient_id', '=', of.patientId)
    .where('id', '=', id)
    .execute()
  return id
}

const addCarer = async (
  trx: Trx,
  { practiceId, patientId }: Of,
  { name, relation, role }: CarerInput,
  now: Instant,
): Promise<Id> => {
  const id = newId()
  await trx
    .insertInto('carers')
    .values({
      id,
      practice_id: practiceId,
      patient_id: patientId,
      name,
      relation,
      role,
      ended_at: null,
      created_at: now,
    })
    .execute()
  return id
}

/**
 * Makes the phones of one person those given, in that order. A number that stays keeps what delivery
 * taught us about it; one that is typed anew starts afresh. Where a mobile is taken away the person's links end: it may
 * never have been theirs, and whoever has it would go on reading.
 */
export const savePhones = async (
  trx: Trx,
  of: Of & { carerId: Id | null },
  phones: PhoneInput[],
  now: Instant,
): Promise<void> => {
  const known = (await listPhones(trx, of.practiceId, [of.patientId])).filter(
    phone => phone.carer_id === of.carerId,
  )
  const wanted = new Map(phones.map((phone, index) => [phone.e164, { ...phone, position: index + 1 }]))
  const gone = known.filter(phone => !wanted.has(phone.e164))
  for (const phone of gone) await deletePhone(trx, phone)
  if (gone.some(phone => phone.sms_target === 1)) await endLinks(trx, of, now)
  for (const phone of wanted.values()) {
    const same = known.find(({ e164 }) => e164 === phone.e164)
    await (same ? changePhone(trx, same, phone) : addPhone(trx, of, phone, now))
  }
}

type PlacedPhone = PhoneInput & { position: number }

const deletePhone = async (trx: Trx, phone: PhoneRow): Promise<void> => {
  await trx
    .deleteFrom('phones')
    .where('practice_id', '=', phone.practice_id)
    .where('id', '=', phone.id)
    .execute()
}

const changePhone = async (trx: Trx, phone: PhoneRow, { label, position }: PlacedPhone): Promise<void> => {
  await trx
    .updateTable('phones')
    .set({ label: label || null, position })
    .where('practice_id', '=', phone.practice_id)
    .where('id', '=', phone.id)
    .execute()
}

const addPhone = async (
  trx: Trx,
  { practiceId, patientId, carerId }: Of & { carerId: Id | null },
  { e164, smsTarget, label, position }: PlacedPhone,
  now: Instant,
): Promise<void> => {
  await trx
    .insertInto('phones')
    .values({
      id: newId(),
      practice_id: practiceId,
      patient_id: patientId,
      carer_id: carerId,
      e164,
      sms_target: smsTarget ? 1 : 0,
      status: 'ok',
      position,
      label: label || null,
      created_at: now,
    })
    .execute()
}
