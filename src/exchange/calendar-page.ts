import type { FastifyReply } from 'fastify'
import type { Member } from '../access/member.ts'
import { qrCode } from '../access/qr-code.ts'
import { feedToken, findFeedOf } from '../agenda/calendar-feeds.ts'
import { countBusyTimes, listSources } from '../agenda/calendar-sources.ts'
import type { CalendarSourceRow } from '../db/tables/calendars.ts'
import type { House } from '../house.ts'
import type { FieldErrors, Typed } from '../http/form.ts'
import type { Id, Instant } from '../terms.ts'
import { addMinutes } from '../time.ts'
import { failureWords } from './calendar-words.ts'

type Page = { errors?: FieldErrors; typed?: Typed; done?: string }

/** Both ways between the appointments here and a member's other calendars. */
export const showCalendars = async (
  reply: FastifyReply,
  house: House,
  member: Member,
  { errors = {}, typed = {}, done }: Page,
) => {
  const { db, secrets, clock, config } = house
  const { practiceId, userId } = member
  const feed = await findFeedOf(db, { practiceId, userId })
  const address = feed && `${config.publicUrl}/calendar/${feedToken(secrets, feed.id)}/agenda.ics`
  const sources = await listSources(db, { practiceId, clinicianId: userId })
  const counts = await countBusyTimes(db, { practiceId, clinicianId: userId }, clock.now())
  return await reply.page(
    'exchange/calendars',
    {
      title: 'Mes agendas',
      tab: 'practice',
      feed,
      address,
      qr: address && qrCode(address, 'Code QR de l’adresse de votre agenda'),
      sources: sources.map(source => shownSource(source, counts, clock.now())),
      errors,
      typed,
      done,
    },
    { status: Object.keys(errors).length > 0 ? 422 : 200 },
  )
}

const DAYS_60 = 60 * 24 * 60

const shownSource = (source: CalendarSourceRow, counts: Map<Id, number>, now: Instant) => ({
  ...source,
  isFile: source.sealed_address === null,
  upcoming: counts.get(source.id) ?? 0,
  failure: source.failure === null ? null : failureWords(source.failure),
  endsSoon: source.sealed_address === null && (source.covers_to_at ?? '') < addMinutes(now, DAYS_60),
})
