import type { FastifyInstance } from 'fastify'
import { type Member, memberOf } from '../access/member.ts'
import { getPractice } from '../access/practices.ts'
import type { Db } from '../db/database.ts'
import type { House } from '../house.ts'
import { frenchIn } from '../http/french.ts'
import { NotFound } from '../http/refusals.ts'
import type { Id } from '../terms.ts'
import { localDate } from '../time.ts'
import { clinicianLinks, pathOf, periodLinks } from './choices.ts'
import { reliabilityQuery } from './forms.ts'
import { loadTellings } from './load-tellings.ts'
import { loadVisits } from './load-visits.ts'
import { measured } from './past-visit.ts'
import { periodUntil } from './period.ts'
import { type Asked, type Clinician, listClinicians, patientsNamed } from './queries.ts'
import { spreads } from './spread.ts'
import { spreadView } from './spread-view.ts'
import { figuresView } from './view.ts'

const SHOWN_AT_FIRST = 12

/** « Fiabilité »: what a practice’s own taps and messages say of its hours. Owners see everybody, clinicians themselves. */
export const reliabilityRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get('/reliability', { config: { access: ['owner', 'clinician'] } }, async (request, reply) => {
    const member = memberOf(request)
    const today = localDate(clock.now(), member.zone)
    const query = reliabilityQuery.parse(request.query)
    const clinicians = await listClinicians(db, member.practiceId, periodUntil(today, '12-months'))
    const clinicianId = whoseFigures(member, query.clinician, clinicians)
    const choice = { period: query.period, clinicianId, everybody: query.patients === 'all' }
    const asked = { practiceId: member.practiceId, clinicianId, period: periodUntil(today, choice.period) }
    const most = choice.everybody ? Number.POSITIVE_INFINITY : SHOWN_AT_FIRST
    const { patientIds, ...loaded } = await loadFigures(db, member, asked, most)
    request.touches(patientIds)
    return await reply.page('reliability/show', {
      title: 'Fiabilité',
      tab: 'practice',
      whose: clinicians.find(({ id }) => id === clinicianId)?.firstName ?? null,
      period: asked.period,
      periods: periodLinks(choice),
      clinicians: member.role === 'owner' ? clinicianLinks(choice, clinicians) : [],
      everybodyPath: pathOf({ ...choice, everybody: true }),
      ...loaded,
    })
  })
}

/** Null: the whole practice, which is an owner’s to see. @throws NotFound for whom this member may not ask about */
const whoseFigures = (member: Member, named: string | undefined, clinicians: Clinician[]): Id | null => {
  if (member.role !== 'owner') {
    if (named && named !== member.userId) throw new NotFound()
    return member.userId
  }
  if (named && !clinicians.some(({ id }) => id === named)) throw new NotFound()
  return named ?? null
}

const loadFigures = async (db: Db, { practiceId, zone }: Member, asked: Asked, most: number) => {
  const practice = await getPractice(db, practiceId)
  const visits = await loadVisits(db, asked, practice)
  const compared = measured(visits, zone)
  const tellings = await loadTellings(db, asked, compared)
  const all = spreads(compared)
  const shown = all.slice(0, most)
  const names = await patientsNamed(db, practiceId, [...new Set(shown.map(spread => spread.patientId))])
  return {
    planned: visits.length,
    tolerance: practice.tolerance_minutes,
    figures: figuresView({ visits, compared, tellings }, frenchIn(zone)),
    patients: spreadView(shown, names),
    others: all.length - shown.length,
    patientIds: [...names.keys()],
  }
}
