import { type ContactHours, contactHours } from '../cadre/contact-hours.ts'
import { type Contact, contactsFor } from '../cadre/contacts.ts'
import { currentCadre } from '../cadre/queries.ts'
import type { Db, Trx } from '../db/database.ts'
import { listOptedOutPhones } from '../messages/opt-out.ts'
import { type SendingTime, sendingTime } from '../messages/sending-time.ts'
import { listCarers, listPhones } from '../patients/queries.ts'
import type { Id, Instant, Zone } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import type { Actor } from './history.ts'

/** Whom to reach about a patient's appointments and how, as their cadre says at this moment. */
export const appointmentContacts = async (
  db: Db | Trx,
  practiceId: Id,
  patientId: Id,
): Promise<Contact[]> => {
  const { terms } = await currentCadre(db, practiceId, patientId)
  const phones = await listPhones(db, practiceId, [patientId])
  const carers = await listCarers(db, practiceId, [patientId], phones)
  return contactsFor({
    subject: 'appointment',
    rules: terms.contacts,
    phones,
    carerIds: carers.map(carer => carer.id),
    optedOut: [...(await listOptedOutPhones(db, practiceId))],
  })
}

/** Who made a change knows of it. */
export const isOneself = (
  { carerId }: Pick<Contact, 'carerId'>,
  by: Pick<Actor, 'kind'>,
  byId: Id | null,
): boolean => (by.kind === 'patient' && carerId === null) || (by.kind === 'carer' && carerId === byId)

/** When a text to this person may leave: once it is due, within their hours, while it is of use. */
export const whenToSend = (
  { hours }: Pick<Contact, 'hours'>,
  { dueAt, usefulUntilAt }: { dueAt: Instant; usefulUntilAt: Instant },
  zone: Zone,
  now: Instant,
): SendingTime => {
  const from = toEpochMs(dueAt > now ? dueAt : now)
  const open: ContactHours = contactHours({ subject: 'appointment', hours, expected: null, zone, now: from })
  return sendingTime({ dueAt: toEpochMs(dueAt), usefulUntil: toEpochMs(usefulUntilAt) }, open, toEpochMs(now))
}
