import type { FastifyInstance, FastifyReply } from 'fastify'
import { chooseClinician, listClinicians } from '../access/clinicians.ts'
import { type Member, memberOf } from '../access/member.ts'
import { getPractice } from '../access/practices.ts'
import { listDatedHours, type SavedDatedHours } from '../agenda/dated-hours.ts'
import { HOLIDAY_REGIONS, holidayRegion, holidaysBetween } from '../agenda/holidays.ts'
import { saveSchedule, saveWeek, schedulesOf, weeklyHoursOf } from '../agenda/hours.ts'
import { listOutsideHours } from '../agenda/outside-hours.ts'
import { inTransaction } from '../db/database.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { type FieldErrors, readForm, type Typed } from '../http/form.ts'
import { frenchIn } from '../http/french.ts'
import type { Id, LocalDate } from '../terms.ts'
import { addDays, localDate } from '../time.ts'
import { exceptionLines } from './exception-lines.ts'
import { FIRST_WEEK } from './first-week.ts'
import { periodWords } from './hours-words.ts'
import { NOTICES, STEPS, scheduleForm } from './schedule-forms.ts'
import { USUAL } from './week-forms.ts'
import { weekViews } from './week-view.ts'
import { getClinician, hoursPath, mayEdit, refuseOthers } from './whose.ts'

type Page = { named?: unknown; errors?: FieldErrors; typed?: Typed; outdated?: boolean; saved?: boolean }

/** When a clinician sees patients: the weeks, the days that are otherwise, holidays, and how time is given out. */
export const hoursRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get<{ Querystring: { clinician?: string; saved?: string } }>(
    '/practice/hours',
    { config: { access: STAFF } },
    async (request, reply) => {
      const { clinician: named, saved } = request.query
      return await show(reply, memberOf(request), { named, saved: saved !== undefined })
    },
  )

  app.post('/practice/hours/first-week', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const { clinician: named } = (request.body ?? {}) as Typed
    const { id: clinicianId } = await getClinician(db, member, named)
    refuseOthers(member, clinicianId)
    const of = { practiceId: member.practiceId, clinicianId }
    await inTransaction(db, async trx => {
      // Who asked twice, or at the same time as somebody else, finds what is there.
      if ((await weeklyHoursOf(trx, of.practiceId, [clinicianId])).length > 0) return
      const { version } = (await schedulesOf(trx, of.practiceId, [clinicianId])).get(clinicianId)!
      await saveWeek(trx, { ...of, version }, USUAL, { period: USUAL, hours: FIRST_WEEK })
    })
    return reply.redirect(hoursPath(clinicianId, 'saved'), 303)
  })

  app.post('/practice/hours/schedule', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const typed = (request.body ?? {}) as Typed
    const { id: clinicianId } = await getClinician(db, member, typed.clinician)
    refuseOthers(member, clinicianId)
    const form = readForm(scheduleForm, typed)
    if (!form.ok) return await show(reply, member, { named: clinicianId, ...form })
    const { version, ...schedule } = form.input
    const of = { practiceId: member.practiceId, clinicianId, version }
    const outcome = await inTransaction(db, trx => saveSchedule(trx, of, schedule))
    if (outcome === 'changed') return await reply.redirect(hoursPath(clinicianId, 'saved'), 303)
    return await show(reply, member, { named: clinicianId, typed, outdated: true })
  })

  const outsideOf = async (
    practiceId: Id,
    clinicianId: Id,
    today: LocalDate,
    exceptions: readonly SavedDatedHours[],
  ): Promise<LocalDate[]> => {
    const last = exceptions
      .map(({ toOn }) => toOn)
      .sort()
      .at(-1)
    if (last === undefined) return []
    const days = { from: today, to: [last, addDays(today, DAYS_OF_EXCEPTIONS)].sort()[0]! }
    return await listOutsideHours(db, { practiceId, clinicianId }, days)
  }

  const show = async (reply: FastifyReply, member: Member, page: Page): Promise<FastifyReply> => {
    const { errors = {}, outdated = false, saved = false } = page
    const clinicians = await listClinicians(db, member.practiceId)
    const clinician = chooseClinician(clinicians, member, page.named)
    const today = localDate(clock.now(), member.zone)
    const [practice, hours, schedules, exceptions] = await Promise.all([
      getPractice(db, member.practiceId),
      weeklyHoursOf(db, member.practiceId, [clinician.id]),
      schedulesOf(db, member.practiceId, [clinician.id]),
      listDatedHours(db, member.practiceId, [clinician.id], { from: today }),
    ])
    const schedule = schedules.get(clinician.id)!
    // Whoever never entered a week is not outside it.
    const outside =
      hours.length === 0 ? [] : await outsideOf(member.practiceId, clinician.id, today, exceptions)
    const region = holidayRegion(practice.holiday_region, practice.zone)
    return await reply.page(
      'scheduling-settings/hours',
      {
        title: `Horaires de ${clinician.name}`,
        tab: 'practice',
        clinicians,
        clinician,
        path: hoursPath(clinician.id),
        editable: mayEdit(member, clinician.id),
        weeks: weekViews(hours).map(week => ({
          ...week,
          words: periodWords(frenchIn(member.zone), week.period),
        })),
        exceptions: exceptionLines(exceptions, member, { clinicianId: clinician.id, outside }),
        region: HOLIDAY_REGIONS[region],
        holidays: holidaysBetween(region, today, addDays(today, DAYS_OF_HOLIDAYS)),
        steps: STEPS,
        notices: NOTICES,
        schedule,
        typed: { ...(page.typed ?? schedule), version: schedule.version },
        errors,
        outdated,
        saved,
      },
      { status: outdated ? 409 : Object.keys(errors).length > 0 ? 422 : 200 },
    )
  }
}

/** How far ahead the page looks for appointments on days that are otherwise. */
const DAYS_OF_EXCEPTIONS = 366

/** How far ahead the page tells holidays. */
const DAYS_OF_HOLIDAYS = 182
