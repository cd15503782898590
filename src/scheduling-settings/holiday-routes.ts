import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { type Member, memberOf } from '../access/member.ts'
import { getPractice, saveHolidayRegion } from '../access/practices.ts'
import { HOLIDAY_REGIONS, holidayRegion, holidaysBetween } from '../agenda/holidays.ts'
import { inTransaction } from '../db/database.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { type FieldErrors, readForm, type Typed } from '../http/form.ts'
import { localDate } from '../time.ts'
import { mayEdit, refuseOthers } from './whose.ts'

const regionForm = z.object({
  region: z
    .string('Choisissez dans la liste.')
    .refine(code => code in HOLIDAY_REGIONS, 'Choisissez dans la liste.'),
})

/** The holidays of the practice, which differ from one part of France to another. */
export const holidayRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get<{ Querystring: { saved?: string } }>(
    '/practice/holidays',
    { config: { access: STAFF } },
    async (request, reply) => show(reply, memberOf(request), { saved: request.query.saved !== undefined }),
  )

  app.post('/practice/holidays', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    refuseOthers(member, null)
    const form = readForm(regionForm, request.body)
    if (!form.ok) return await show(reply, member, form)
    await inTransaction(db, trx => saveHolidayRegion(trx, member.practiceId, form.input.region))
    return await reply.redirect('/practice/holidays?saved=1', 303)
  })

  type Page = { errors?: FieldErrors; typed?: Typed; saved?: boolean }

  const show = async (reply: FastifyReply, member: Member, { errors = {}, typed, saved }: Page) => {
    const practice = await getPractice(db, member.practiceId)
    const region = holidayRegion(practice.holiday_region, practice.zone)
    const year = Number(localDate(clock.now(), practice.zone).slice(0, 4))
    return await reply.page(
      'scheduling-settings/holidays',
      {
        title: 'Jours fériés',
        tab: 'practice',
        regions: HOLIDAY_REGIONS,
        regionName: HOLIDAY_REGIONS[region],
        years: [year, year + 1].map(each => ({
          year: each,
          holidays: holidaysBetween(region, `${each}-01-01`, `${each}-12-31`),
        })),
        editable: mayEdit(member, null),
        typed: typed ?? { region },
        errors,
        saved,
      },
      { status: Object.keys(errors).length > 0 ? 422 : 200 },
    )
  }
}
