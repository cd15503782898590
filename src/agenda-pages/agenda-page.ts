import type { FastifyReply, FastifyRequest } from 'fastify'
import { memberOf } from '../access/member.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { frenchIn } from '../http/french.ts'
import { localDate } from '../time.ts'
import { type Asked, daysOf } from './asked.ts'
import { type Chosen, loadCalendar } from './calendar.ts'
import { frameOf } from './frame.ts'
import { loadMonth } from './month.ts'
import { clinicianNamed, listVisibleClinicians } from './visible-clinicians.ts'

/** What stands beside the days: one appointment, or something to do with it. */
export type Beside = { chosen: Chosen; panel: Record<string, unknown>; title: string; status?: number }

/** The agenda as it was asked for, with one appointment beside it or without. */
export const agendaPage = async (
  request: FastifyRequest,
  reply: FastifyReply,
  { db, clock }: House,
  asked: Asked,
  beside?: Beside,
): Promise<FastifyReply> => {
  const member = memberOf(request)
  const clinicians = await listVisibleClinicians(db, member)
  const named = beside && !clinicians.some(({ id }) => id === asked.clinicianId) ? null : asked.clinicianId
  const chosen = asked.everyone ? clinicians : [clinicianNamed(clinicians, member, named)]
  const f = frenchIn(member.zone)
  const mayBook = STAFF.includes(member.role)
  const looked = { member, asked, clinicians: chosen, chosen: beside?.chosen ?? null, mayBook }
  const now = clock.epochMs()
  const month = asked.view === 'month' ? await loadMonth(db, looked, now) : null
  const calendar = month ? null : await loadCalendar(db, looked, now)
  request.touches(calendar?.patientIds ?? [])
  const days = calendar ? [...new Set(calendar.columns.map(({ on }) => on))] : daysOf(asked)
  const frame = frameOf({
    member,
    asked,
    chosen,
    clinicians,
    days,
    today: localDate(clock.now(), member.zone),
    f,
  })
  return await reply.page(
    'agenda-pages/show',
    {
      title: beside?.title ?? f.capital(`agenda, ${frame.title}`),
      tab: 'agenda',
      frame,
      calendar,
      month,
      panel: beside?.panel ?? null,
      // What was refused stays on screen as it is.
      poll: request.method === 'GET' ? request.url : null,
    },
    { status: beside?.status ?? 200 },
  )
}
