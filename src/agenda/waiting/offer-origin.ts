import { mintLink } from '../../access/links.ts'
import type { Trx } from '../../db/database.ts'
import type { PracticeRow } from '../../db/tables/access.ts'
import type { MessageRow } from '../../db/tables/messages.ts'
import type { WaitingOfferRow } from '../../db/tables/waiting.ts'
import type { House } from '../../house.ts'
import type { Origin, Truth } from '../../messages/origins.ts'
import type { TaskReason } from '../../messages/task-facts.ts'
import { withdrawTasks } from '../../messages/tasks.ts'
import type { Id, Instant } from '../../terms.ts'
import { localDate } from '../../time.ts'
import { appointmentContacts, whenToSend } from '../appointment-contacts.ts'
import { askByCall, sentenceOf } from './ask.ts'
import { getEntry } from './entries.ts'
import { callKeyOf, endOffer, getOffer } from './offers.ts'
import { isStillFree } from './room.ts'
import { offerText } from './wording.ts'

type TextMakers = Pick<House, 'secrets' | 'config'>

/** What the waiting list answers when the outbox asks about the text of an offer. */
export const waitingOrigin = (house: TextMakers): Origin => ({
  async stillTrue(trx, id, message, now) {
    const offer = await getOffer(trx, message.practice_id, id)
    if (offer.status !== 'offered') return { send: false, reason: offer.reason ?? offer.status }
    const practice = await practiceOf(trx, offer.practice_id)
    const why = await whyNot(trx, offer, message, practice, now)
    if (why === null) return await truthFor(trx, house, { offer, practice, message }, now)
    await endOffer(trx, offer, why, now)
    return { send: false, reason: why.reason }
  },

  async onSent(trx, id, message, now) {
    await withdrawTasks(trx, { practiceId: message.practice_id, key: callKeyOf(id) }, now)
  },

  async onHeldUp(trx, id, message, now) {
    await callInstead(trx, await getOffer(trx, message.practice_id, id), message, 'provider_down', now)
  },

  async onUndeliverable(trx, id, message, why, now) {
    await callInstead(trx, await getOffer(trx, message.practice_id, id), message, why, now)
  },

  /** A person reads what was written back; the place is taken on the page, where it is still free. */
  async onReply() {},

  async about(trx, practiceId, id) {
    const offer = await getOffer(trx, practiceId, id)
    const { zone } = await practiceOf(trx, practiceId)
    return { stopId: null, clinicianId: offer.clinician_id, sentence: sentenceOf(offer, zone) }
  },
})

const practiceOf = async (trx: Trx, id: Id): Promise<PracticeRow> =>
  await trx.selectFrom('practices').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

type Why = { status: 'withdrawn' | 'expired' | 'taken'; reason: string }

/** Why an offer that was alive must not be told any more, asked at the moment of its departure. */
const whyNot = async (
  trx: Trx,
  offer: WaitingOfferRow,
  message: MessageRow,
  practice: PracticeRow,
  now: Instant,
): Promise<Why | null> => {
  if (offer.deadline_at <= now) return { status: 'expired', reason: 'past' }
  // Put off over midnight, it would be a second one for whoever is asked today.
  if (localDate(now, practice.zone) !== offer.offered_on) return { status: 'withdrawn', reason: 'next_day' }
  const entry = await getEntry(trx, offer.practice_id, offer.entry_id)
  if (entry.status !== 'waiting') return { status: 'withdrawn', reason: 'entry_ended' }
  const where = { entry, clinicianId: offer.clinician_id, on: offer.on }
  if (!(await isStillFree(trx, where, offer.starts_at, now))) return { status: 'taken', reason: 'taken' }
  const contacts = await appointmentContacts(trx, offer.practice_id, offer.patient_id)
  const contact = contacts.find(({ carerId }) => carerId === offer.carer_id)
  if (contact?.channel !== 'sms' || contact.phone !== message.to_phone)
    return { status: 'withdrawn', reason: 'contact_changed' }
  const text = { dueAt: now, usefulUntilAt: offer.deadline_at }
  const leaves = whenToSend(contact, text, practice.zone, now).send === 'now'
  return leaves ? null : { status: 'withdrawn', reason: 'outside_hours' }
}

const truthFor = async (
  trx: Trx,
  { secrets, config }: TextMakers,
  { offer, practice, message }: { offer: WaitingOfferRow; practice: PracticeRow; message: MessageRow },
  now: Instant,
): Promise<Truth> => {
  const subject = {
    practiceId: practice.id,
    patientId: offer.patient_id,
    carerId: message.carer_id,
    purpose: 'waiting_offer',
    refId: offer.id,
    // Whoever comes late is told so, until the hour itself.
    expiresAt: offer.starts_at,
  } as const
  const { token } = await mintLink(trx, secrets, subject, now)
  const body = offerText({
    startsAt: offer.starts_at,
    deadlineAt: offer.deadline_at,
    today: localDate(now, practice.zone),
    zone: practice.zone,
    practiceName: practice.sms_signature ?? practice.name,
    link: `${config.publicUrl}/l/${token}`,
  })
  return { send: true, body, usefulUntilAt: offer.deadline_at }
}

const callInstead = async (
  trx: Trx,
  offer: WaitingOfferRow,
  message: MessageRow,
  reason: TaskReason,
  now: Instant,
): Promise<void> => {
  if (offer.status !== 'offered' || offer.deadline_at <= now) return
  const { zone } = await practiceOf(trx, offer.practice_id)
  await askByCall(trx, offer, { reason, phone: message.to_phone }, zone, now)
}
