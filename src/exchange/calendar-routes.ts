import type { FastifyInstance, FastifyRequest } from 'fastify'
import { memberOf } from '../access/member.ts'
import { endFeed, openFeed } from '../agenda/calendar-feeds.ts'
import { addSource, findSource, keepReading, listSources, removeSource } from '../agenda/calendar-sources.ts'
import { inTransaction } from '../db/database.ts'
import type { CalendarSourceRow } from '../db/tables/calendars.ts'
import type { House } from '../house.ts'
import { CAREGIVERS } from '../http/access-declaration.ts'
import { readForm } from '../http/form.ts'
import { NotFound } from '../http/refusals.ts'
import { newId } from '../ids.ts'
import type { Id } from '../terms.ts'
import { addMinutes } from '../time.ts'
import { showCalendars } from './calendar-page.ts'
import { readAddress, readText } from './calendar-reading.ts'
import { failureWords } from './calendar-words.ts'
import { feedForm, sourceForm } from './forms.ts'
import type { Reach } from './reach.ts'
import { MINUTES_BETWEEN, refreshSource, sealOf } from './refresh-calendars.ts'
import { type ReceivedForm, receiveForm } from './uploads.ts'

const HERE = '/account/calendars'
const MOST_BYTES = 2 * 1024 * 1024
const MOST_SOURCES = 10

const caregivers = { config: { access: CAREGIVERS } } as const

/** The member’s own feed: made, made anew, ended. */
export const feedSettingRoutes = (app: FastifyInstance, house: House): void => {
  const { db, secrets, clock } = house

  app.get<{ Querystring: { done?: string } }>(HERE, caregivers, async (request, reply) =>
    showCalendars(reply, house, memberOf(request), { done: DONE[request.query.done ?? ''] }),
  )

  app.post(`${HERE}/feed`, caregivers, async (request, reply) => {
    const form = readForm(feedForm, request.body)
    const titles = form.ok ? form.input.titles : 'neutral'
    const { practiceId, userId } = memberOf(request)
    await inTransaction(db, trx => openFeed(trx, secrets, { practiceId, userId, titles }, clock.now()))
    return await reply.redirect(`${HERE}?done=feed`, 303)
  })

  app.post(`${HERE}/feed/revocation`, caregivers, async (request, reply) => {
    const { practiceId, userId } = memberOf(request)
    await inTransaction(db, trx => endFeed(trx, { practiceId, userId }, clock.now()))
    return await reply.redirect(`${HERE}?done=ended`, 303)
  })
}

const DONE: Record<string, string> = {
  feed: 'L’adresse est prête. Donnez-la à votre agenda.',
  ended: 'L’adresse est fermée. Un agenda qui la suivait ne reçoit plus rien.',
  added: 'L’agenda est lu. Ses occupations comptent dans vos disponibilités.',
  removed: 'L’agenda est retiré, ses occupations ne comptent plus.',
  read: 'L’agenda a été relu.',
}

/** The member’s other calendars: added from an address or a file, read again, taken away. */
export const sourceRoutes = (app: FastifyInstance, house: House, reach?: Reach): void => {
  const { db, secrets, clock } = house

  app.post(`${HERE}/sources`, caregivers, async (request, reply) => {
    const member = memberOf(request)
    const received = await receiveForm(request, MOST_BYTES)
    const form = readForm(sourceForm, received.fields)
    const typed = received.fields
    if (!form.ok) return await showCalendars(reply, house, member, { errors: form.errors, typed })
    const refuse = (errors: Record<string, string>) => showCalendars(reply, house, member, { errors, typed })
    const of = { practiceId: member.practiceId, clinicianId: member.userId }
    const obstacle = obstacleTo(received, form.input.address, (await listSources(db, of)).length)
    if (obstacle) return await refuse(obstacle)
    const now = clock.now()
    const { address } = form.input
    const reading = received.file
      ? await readText(received.file.bytes.toString('utf8'), member.zone, now)
      : await readAddress(address, { etag: null, covers_to_at: null, zone: member.zone }, now, reach)
    if (!reading.ok) return await refuse({ [received.file ? 'file' : 'address']: failureWords(reading.why) })
    const id = newId()
    const sealedAddress = received.file ? null : secrets.seal(address, sealOf(id))
    const name = form.input.name || received.file?.name.slice(0, 60) || new URL(address).hostname
    await inTransaction(db, async trx => {
      await addSource(trx, { ...of, id, name, sealedAddress }, now)
      const nextTryAt = sealedAddress === null ? null : addMinutes(now, MINUTES_BETWEEN)
      await keepReading(
        trx,
        { id, practice_id: of.practiceId, clinician_id: of.clinicianId },
        { ...reading, nextTryAt },
        now,
      )
    })
    return await reply.redirect(`${HERE}?done=added`, 303)
  })

  app.post<OfSource>(`${HERE}/sources/:id/reading`, caregivers, async (request, reply) => {
    const source = await ownSource(request, house)
    const read = await refreshSource(house, { ...source, zone: memberOf(request).zone }, clock.now(), reach)
    return await reply.redirect(`${HERE}${read ? '?done=read' : ''}#source-${source.id}`, 303)
  })

  app.post<OfSource>(`${HERE}/sources/:id/removal`, caregivers, async (request, reply) => {
    const source = await ownSource(request, house)
    await inTransaction(db, trx => removeSource(trx, source))
    return await reply.redirect(`${HERE}?done=removed`, 303)
  })
}

type OfSource = { Params: { id: Id } }

const ownSource = async (request: FastifyRequest<OfSource>, { db }: House): Promise<CalendarSourceRow> => {
  const { practiceId, userId } = memberOf(request)
  const source = await findSource(db, { practiceId, clinicianId: userId }, request.params.id)
  if (!source) throw new NotFound()
  return source
}

/** What keeps a calendar from being read at all. */
const obstacleTo = (
  { file, tooBig }: ReceivedForm,
  address: string,
  sources: number,
): Record<string, string> | undefined => {
  if (sources >= MOST_SOURCES) return { address: 'Dix agendas suffisent\u00a0: retirez-en un d’abord.' }
  if (tooBig) return { file: failureWords('too_big') }
  if (file && address) return { address: 'Donnez une adresse ou un fichier, pas les deux.' }
  return file || address ? undefined : { address: 'Donnez une adresse ou choisissez un fichier.' }
}
