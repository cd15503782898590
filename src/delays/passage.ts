import { contactHours } from '../cadre/contact-hours.ts'
import type { Contact } from '../cadre/contacts.ts'
import type { RoundStop } from '../rounds/queries.ts'
import { isBegunOrOver } from '../rounds/round-state.ts'
import type { EpochMs, Zone } from '../terms.ts'
import { localDate, toEpochMs, toInstant } from '../time.ts'
import type { Passage, Reach } from './decision.ts'
import { type Agreement, agreedSpan } from './lateness.ts'
import type { Notice } from './notices.ts'
import type { Situation } from './situation.ts'

/** What a decision about one stop of a round rests on. */
export const passageOf = (situation: Situation, stop: RoundStop, now: EpochMs): Passage => {
  const { state, forecast, plan, practice, day } = situation
  const planned = plan.stops.find(each => each.stopId === stop.id)!
  // A tap that reaches us the day after must not make a forgotten visit late today.
  const dayIsOver = localDate(toInstant(now), practice.zone) > day.round.on
  const isOver = dayIsOver || isBegunOrOver(state.stops.get(stop.id)!)
  return {
    now,
    place: planned.place,
    forecast: isOver ? null : (forecast.stops.find(each => each.stopId === stop.id) ?? null),
    // Before the first tap of the day every estimate rests on silence.
    overdue: forecast.overdue !== null || state.lastTap === null,
    agreement: planned.agreement,
    hardBeforeAt: stop.hard_before_at === null ? null : toEpochMs(stop.hard_before_at),
    reach: (situation.contacts.get(stop.id) ?? []).map(contact =>
      reachOf(contact, planned.agreement, practice.zone, now),
    ),
    notices: (situation.notices.get(stop.id) ?? []).map(notice => notYetLeft(notice, now)),
    call: situation.calls.get(stop.id) ?? null,
    undoSeconds: practice.undo_seconds,
  }
}

/** A text that is late to leave leaves now at the earliest: the hours of the cadre are asked for then. */
const notYetLeft = (notice: Notice, now: EpochMs): Notice =>
  notice.state === 'pending' && notice.dueAt < now ? { ...notice, dueAt: now } : notice

const reachOf = (contact: Contact, agreement: Agreement, zone: Zone, now: EpochMs): Reach => {
  const { carerId } = contact
  if (contact.channel === 'call') return { carerId, channel: 'call', reason: contact.reason }
  const expected = agreedSpan(agreement)
  return {
    carerId,
    channel: 'sms',
    ...contactHours({ subject: 'delay', hours: contact.hours, expected, zone, now }),
  }
}
