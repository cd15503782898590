import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Clinician } from '../access/clinicians.ts'
import { memberOf } from '../access/member.ts'
import { type OfClinician, type Period, saveWeek, schedulesOf, weeklyHoursOf } from '../agenda/hours.ts'
import type { WeeklyHours } from '../agenda/opening.ts'
import { inTransaction } from '../db/database.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import type { FieldErrors, Typed } from '../http/form.ts'
import { changeRows } from '../http/form-rows.ts'
import { PLACES, WEEKDAYS } from './hours-words.ts'
import { copyDay, readWeekForm, typedDays, USUAL, type WeekInput, weekAsTyped } from './week-forms.ts'
import { weekViews } from './week-view.ts'
import { getClinician, hoursPath, refuseOthers } from './whose.ts'

type Asked = { clinician?: string; from?: string; to?: string; period?: string }
type WeekPage = { typed: Typed; errors?: FieldErrors; meanwhile?: WeeklyHours[] }

/** Writing a clinician's week: the usual one, or the one of a period. */
export const weekRoutes = (app: FastifyInstance, { db }: House): void => {
  app.get<{ Querystring: Asked }>(
    '/practice/hours/week',
    { config: { access: STAFF } },
    async (request, reply) => {
      const member = memberOf(request)
      const clinician = await getClinician(db, member, request.query.clinician)
      refuseOthers(member, clinician.id)
      const { version, hours } = await load({ practiceId: member.practiceId, clinicianId: clinician.id })
      return await show(reply, clinician, { typed: { version, ...asTyped(hours, request.query) } })
    },
  )

  app.post('/practice/hours/week', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const typed = (request.body ?? {}) as Typed
    const clinician = await getClinician(db, member, typed.clinician)
    refuseOthers(member, clinician.id)
    const reworked = changeRows(typed) ?? copyDay(typed)
    if (reworked) return await show(reply, clinician, { typed: reworked })
    const form = readWeekForm(typed)
    if (!form.ok) return await show(reply, clinician, form, 422)
    const of = { practiceId: member.practiceId, clinicianId: clinician.id }
    const outcome = await save(of, form.input)
    if (outcome === 'changed') return await reply.redirect(hoursPath(clinician.id, 'saved'), 303)
    if (outcome === 'taken')
      return await show(reply, clinician, { typed, errors: { valid_from: SAME_DATES } }, 422)
    const current = await load(of)
    const meanwhile = current.hours.filter(each => isSame(each, form.input.replaced))
    return await show(reply, clinician, { typed: { ...typed, version: current.version }, meanwhile }, 409)
  })

  const load = async ({ practiceId, clinicianId }: OfClinician) => ({
    version: (await schedulesOf(db, practiceId, [clinicianId])).get(clinicianId)!.version,
    hours: await weeklyHoursOf(db, practiceId, [clinicianId]),
  })

  const save = async (of: OfClinician, { version, replaced, ...week }: WeekInput) =>
    await inTransaction(db, async trx => {
      const others = await weeklyHoursOf(trx, of.practiceId, [of.clinicianId])
      const moves = week.isNew || !isSame(week.period, replaced)
      if (moves && others.some(each => isSame(each, week.period))) return 'taken'
      return await saveWeek(trx, { ...of, version }, replaced, week)
    })
}

const SAME_DATES = 'Une autre semaine a déjà ces dates.'

const isSame = (a: Period, b: Period): boolean => a.validFrom === b.validFrom && a.validTo === b.validTo

/** The week of an address as it would have been typed; a new one of a period begins as the usual one. */
const asTyped = (hours: WeeklyHours[], { from, to, period }: Asked): Typed => {
  const asked = from ? { validFrom: from, validTo: to || null } : USUAL
  const week = hours.filter(each => isSame(each, asked))
  return {
    of_period: period || from ? '1' : '',
    replaced_from: from ?? '',
    replaced_to: to ?? '',
    valid_from: from ?? '',
    valid_to: to ?? '',
    days: weekAsTyped(week),
  }
}

const show = async (
  reply: FastifyReply,
  clinician: Clinician,
  { typed, errors = {}, meanwhile }: WeekPage,
  status = 200,
): Promise<FastifyReply> =>
  await reply.page(
    'scheduling-settings/week',
    {
      title: `Semaine de ${clinician.name}`,
      tab: 'practice',
      clinician,
      back: hoursPath(clinician.id),
      typed,
      days: typedDays(typed).map((ranges, index) => ({ name: WEEKDAYS[index], ranges })),
      places: PLACES,
      errors,
      outdated: status === 409,
      meanwhile: meanwhile && weekViews(meanwhile)[0],
    },
    { status },
  )
