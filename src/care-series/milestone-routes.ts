import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { memberOf } from '../access/member.ts'
import { milestoneRulesOf, saveMilestoneRule } from '../agenda/milestone-rules.ts'
import { isRegimen, type MilestoneRule, REGIMENS, type Regimen } from '../agenda/milestones.ts'
import type { House } from '../house.ts'
import { readForm, type Typed } from '../http/form.ts'
import { NotFound } from '../http/refusals.ts'
import type { Id, Role } from '../terms.ts'
import { date, wholeOrNone } from './forms.ts'

const CARING: readonly Role[] = ['owner', 'clinician']

const SESSIONS = 'Des numéros de séance, par exemple 1, 30.'

const milestoneSchema = z.object({
  version: z.coerce.number().int().catch(0),
  at: z
    .string()
    .trim()
    .default('')
    .transform((text, context): number[] => {
      const numbers = text
        .split(/[\s,;et]+/)
        .filter(Boolean)
        .map(Number)
      const sorted = [...new Set(numbers)].sort((a, b) => a - b)
      if (sorted.every(number => Number.isInteger(number) && number >= 1 && number <= 999)) return sorted
      context.addIssue({ code: 'custom', message: SESSIONS })
      return z.NEVER
    }),
  every: wholeOrNone(1, 200),
  summary: wholeOrNone(1, 200),
  source: z.string().trim().min(1, 'Dites d’où vient cette règle.').max(160, 'C’est trop long.'),
  asOf: date,
})

type OfRegimen = { Params: { regimen: Id } }

/** When a bilan is due: data that the practice may correct, with where it is written and since when. */
export const milestoneRoutes = (app: FastifyInstance, { db }: House): void => {
  app.get('/practice/milestones', { config: { access: CARING } }, async (request, reply) => {
    const rules = await milestoneRulesOf(db, memberOf(request).practiceId)
    return await show(reply, rules, {})
  })

  app.post<OfRegimen>(
    '/practice/milestones/:regimen',
    { config: { access: CARING } },
    async (request, reply) => {
      const { practiceId } = memberOf(request)
      const { regimen } = request.params
      if (!isRegimen(regimen)) throw new NotFound()
      const form = readForm(milestoneSchema, request.body)
      const rules = await milestoneRulesOf(db, practiceId)
      if (!form.ok) return await show(reply, rules, { of: regimen, ...form }, 422)
      const { version, at, every, summary, source, asOf } = form.input
      const rule = {
        regimen,
        version,
        atSessions: at,
        thenEvery: every,
        summaryFrom: summary,
        source,
        asOfOn: asOf,
      }
      const saved = await request.transact(async trx => await saveMilestoneRule(trx, practiceId, rule))
      if (saved === 'changed') return await reply.redirect('/practice/milestones', 303)
      const now = await milestoneRulesOf(db, practiceId)
      const typed = { ...(request.body as Typed), version: now[regimen].version }
      return await show(reply, now, { of: regimen, typed, refusal: OUTDATED }, 409)
    },
  )
}

const OUTDATED =
  'Quelqu’un a changé ces règles entre-temps. Rien n’a été enregistré, votre saisie est intacte.'

type Shown = { of?: Regimen; typed?: Typed; errors?: Record<string, string>; refusal?: string }

const show = async (
  reply: FastifyReply,
  rules: Record<Regimen, MilestoneRule>,
  { of, typed, errors = {}, refusal }: Shown,
  status = 200,
): Promise<FastifyReply> =>
  await reply.page(
    'care-series/milestones',
    {
      title: 'Bilans',
      tab: 'practice',
      forms: Object.values(rules).map(rule => ({
        regimen: rule.regimen,
        title: REGIMENS[rule.regimen],
        typed: rule.regimen === of && typed ? typed : typedOf(rule),
        errors: rule.regimen === of ? errors : {},
        refusal: rule.regimen === of ? refusal : undefined,
      })),
    },
    { status },
  )

const typedOf = ({ version, atSessions, thenEvery, summaryFrom, source, asOfOn }: MilestoneRule): Typed => ({
  version,
  at: atSessions.join(', '),
  every: thenEvery ?? '',
  summary: summaryFrom ?? '',
  source,
  asOf: asOfOn,
})
