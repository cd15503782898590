import type { Db } from '../db/database.ts'
import type { SimulatedTextRow } from '../db/tables/messages.ts'
import { patientName, shortName } from '../patients/names.ts'
import type { Id, Instant } from '../terms.ts'

/** A simulated phone: a number that can get texts, and whose it is. */
export type PhoneLine = {
  e164: string
  practiceId: Id
  owner: string
  /** Null: the patient's own. */
  relation: string | null
  last: Pick<SimulatedTextRow, 'body' | 'at' | 'direction'> | null
}

/** Every mobile that a practice of the demo knows, those with the latest texts first. */
export const listPhoneLines = async (db: Db): Promise<PhoneLine[]> => {
  const phones = await db
    .selectFrom('phones as f')
    .innerJoin('patients as p', 'p.id', 'f.patient_id')
    .leftJoin('carers as c', 'c.id', 'f.carer_id')
    .select(['f.e164', 'f.practice_id', 'p.civility', 'p.first_name', 'p.last_name', 'c.name', 'c.relation'])
    .where('f.sms_target', '=', 1)
    .orderBy('p.last_name')
    .orderBy('f.id')
    .execute()
  const last = await lastTexts(db)
  const lines: PhoneLine[] = phones.map(phone => ({
    e164: phone.e164,
    practiceId: phone.practice_id,
    owner: phone.name ?? patientName(phone),
    relation: phone.name === null ? null : `${phone.relation}, pour ${shortName(phone)}`,
    last: last.get(phone.e164) ?? null,
  }))
  const known = new Set(lines.map(line => line.e164))
  for (const text of last.values()) if (!known.has(text.phone)) lines.push(visitorLine(text))
  const byNumber = [...new Map(lines.map(line => [line.e164, line])).values()]
  return byNumber.sort((a, b) => (b.last?.at ?? '').localeCompare(a.last?.at ?? ''))
}

/** Of somebody whom the practice does not know, who had a code sent to book. */
const visitorLine = (last: SimulatedTextRow): PhoneLine => ({
  e164: last.phone,
  practiceId: last.practice_id,
  owner: 'un visiteur',
  relation: null,
  last,
})

const lastTexts = async (db: Db): Promise<Map<string, SimulatedTextRow>> => {
  const texts = await db.selectFrom('simulated_texts').selectAll().orderBy('at').orderBy('id').execute()
  return new Map(texts.map(text => [text.phone, text]))
}

export const listTexts = async (db: Db, e164: string): Promise<SimulatedTextRow[]> =>
  await db
    .selectFrom('simulated_texts')
    .selectAll()
    .where('phone', '=', e164)
    .orderBy('at')
    .orderBy('id')
    .execute()

/** What a phone makes of a text: its words, and its addresses as links. */
export type TextPart = { words: string; path: string | null }

/** `Suivi : http://localhost:3000/p/abc` becomes words and a link into this very server. */
export const partsOf = (body: string, publicUrl: string): TextPart[] =>
  body
    .split(/(https?:\/\/\S+)/)
    .filter(Boolean)
    .map(words => ({
      words,
      path: words.startsWith(`${publicUrl}/`) ? words.slice(publicUrl.length) : null,
    }))

/** When a text came, if that was not told by the one before. */
export const isNewMoment = (at: Instant, before: Instant | undefined): boolean =>
  before === undefined || at.slice(0, 16) !== before.slice(0, 16)
