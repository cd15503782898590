import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chooseClinician, listClinicians } from '../access/clinicians.ts'
import { memberOf } from '../access/member.ts'
import { agreedWords } from '../agenda/appointment-words.ts'
import { getKind } from '../agenda/kinds.ts'
import { getPrescription } from '../agenda/prescriptions.ts'
import { getSeries } from '../agenda/series.ts'
import { hasHours } from '../agenda/series-facts.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { readForm, type Typed } from '../http/form.ts'
import { changeRows } from '../http/form-rows.ts'
import { frenchIn } from '../http/french.ts'
import { Conflict } from '../http/refusals.ts'
import { getPatient } from '../patients/queries.ts'
import type { Id } from '../terms.ts'
import { isLocalDate, localDate } from '../time.ts'
import { endSeries } from './end.ts'
import { tells, versionForm } from './forms.ts'
import { choicesOf, type LayoutInput, layoutSchema, resetIdsOf, typedFrom } from './layout-form.ts'
import { NO_NEWS } from './preview.ts'
import { previewPage } from './preview-page.ts'
import { aheadOf, type Rearrangement, type Rearranging, rearrange, saveRearranged } from './rearrange.ts'
import { rhythmPage, typedRule } from './rhythm-page.ts'
import { type News, patientsNamedIn } from './seen.ts'
import { wishOf } from './wish.ts'

type OfOne = { Params: { id: Id } }

const OUTDATED = 'Quelqu’un a changé ou arrêté cette série entre-temps. Rien n’a été enregistré.'

/** Changing a series from a day on, and ending it. One appointment alone is changed on its own page. */
export const editRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get<OfOne>('/series/:id/edit', { config: { access: STAFF } }, async (request, reply) => {
    const asked = await askedOf(request)
    const typed = typedFrom(request.url)
    if (typed.moments || typed.add || typed.remove)
      return await form(reply, asked, { typed: changeRows(typed) ?? typed })
    const { member, series, prescription } = asked
    const today = localDate(clock.now(), member.zone)
    const ahead = await aheadOf(db, series, today, clock.now())
    const first = ahead[0]?.on ?? today
    const from = typeof typed.from === 'string' && isLocalDate(typed.from) ? typed.from : first
    const last = ahead.at(-1)
    return await form(reply, asked, {
      typed: {
        version: series.version,
        clinician: series.clinician_id,
        kind: '',
        place: series.place,
        duration: series.duration_minutes,
        ...typedRule(series.rule),
        from: [from, today].sort().at(-1)!,
        to: prescription.sessions === null ? (last?.on ?? '') : (prescription.to_on ?? ''),
        sessions: '',
      },
    })
  })

  app.get<OfOne>('/series/:id/preview', { config: { access: STAFF } }, async (request, reply) => {
    const asked = await askedOf(request)
    const typed = typedFrom(request.url)
    const read = readForm(layoutSchema, withCount(typed, asked))
    if (!read.ok) return await form(reply, asked, { typed, errors: read.errors }, 422)
    const rearranging = await rearrangingFrom(asked, read.input, typed)
    const found = await rearrange(db, rearranging, clock.now())
    return await preview(reply, asked, typed, { rearranging, found, news: NO_NEWS })
  })

  app.post<OfOne>('/series/:id', { config: { access: STAFF } }, async (request, reply) => {
    const asked = await askedOf(request)
    const { member, series } = asked
    const typed = (request.body ?? {}) as Typed
    const read = readForm(layoutSchema, withCount(typed, asked))
    if (!read.ok) return await form(reply, asked, { typed, errors: read.errors }, 422)
    const rearranging = await rearrangingFrom(asked, read.input, typed)
    const saving = {
      ...rearranging,
      seen: typed.seen,
      version: read.input.version,
      by: member.userId,
      tell: tells(typed),
    }
    const saved = await request.transact(async trx => {
      const outcome = await saveRearranged(trx, saving, momentOf(asked))
      if (!outcome.done && outcome.why === 'news')
        request.touches(patientsNamedIn(outcome.rearrangement.layout))
      return outcome
    })
    if (saved.done) return await reply.redirect(`/prescriptions/${series.prescription_id}`, 303)
    if (saved.why === 'outdated') throw new Conflict(OUTDATED)
    return await preview(reply, asked, typed, { rearranging, found: saved.rearrangement, news: saved.news })
  })

  app.post<OfOne>('/series/:id/end', { config: { access: STAFF } }, async (request, reply) => {
    const asked = await askedOf(request)
    const { member, series } = asked
    const read = readForm(versionForm, request.body)
    const version = read.ok ? read.input.version : 0
    const acting = { by: member.userId, moment: momentOf(asked), tell: tells(request.body) }
    const ended = await request.transact(async trx => await endSeries(trx, series, version, acting))
    if (ended === 'outdated') throw new Conflict(OUTDATED)
    return await reply.redirect(`/prescriptions/${series.prescription_id}`, 303)
  })

  type Asked = Awaited<ReturnType<typeof askedOf>>

  const askedOf = async (request: FastifyRequest<OfOne>) => {
    const member = memberOf(request)
    const series = await getSeries(db, member.practiceId, request.params.id)
    const prescription = await getPrescription(db, member.practiceId, series.prescription_id)
    const patient = await getPatient(db, member.practiceId, series.patient_id)
    request.touches([patient.id])
    return { member, series, prescription, patient }
  }

  const momentOf = ({ member }: Asked) => {
    const now = clock.now()
    const by = { kind: 'member', userId: member.userId } as const
    return { now, today: localDate(now, member.zone), by }
  }

  const rearrangingFrom = async (
    { member, series, prescription }: Asked,
    input: LayoutInput,
    typed: Typed,
  ): Promise<Rearranging> => {
    const clinicians = await listClinicians(db, member.practiceId)
    const clinicianId = chooseClinician(clinicians, member, input.clinician).id
    const kind = series.kind_id ? await getKind(db, member.practiceId, series.kind_id) : null
    const whose = { practiceId: member.practiceId, patientId: series.patient_id, clinicianId }
    const today = localDate(clock.now(), member.zone)
    // The past is not laid out anew, whatever day was typed.
    const from = [input.from, today].sort().at(-1)!
    return {
      prescription,
      series,
      wish: wishOf(whose, { ...input, from }, kind),
      kind,
      choices: choicesOf(typed),
      resets: resetIdsOf(typed),
      zone: member.zone,
    }
  }

  const form = async (
    reply: FastifyReply,
    { member, series, patient, prescription }: Asked,
    shown: { typed: Typed; errors?: Record<string, string> },
    status = 200,
  ) =>
    await rhythmPage(
      reply,
      {
        ...shown,
        patient,
        title: 'Changer le rythme',
        here: `/series/${series.id}`,
        path: { form: 'edit', preview: 'preview' },
        back: `/prescriptions/${prescription.id}`,
        clinicians: await listClinicians(db, member.practiceId),
        kinds: [],
        counted: false,
      },
      status,
    )

  const preview = async (
    reply: FastifyReply,
    { member, series, patient }: Asked,
    typed: Typed,
    { rearranging, found, news }: { rearranging: Rearranging; found: Rearrangement; news: News },
  ) => {
    const { clinicianId, practiceId } = rearranging.wish
    const f = frenchIn(member.zone)
    return await previewPage(reply, {
      patient,
      member,
      clinicianId,
      typed,
      layout: found.layout,
      news,
      action: `/series/${series.id}`,
      change: `/series/${series.id}/edit`,
      knowsHours: await hasHours(db, practiceId, clinicianId),
      tells: true,
      edit: {
        scope: found.scope.length,
        same: found.plan.same.length,
        moved: found.plan.moved.length,
        added: found.plan.added.length,
        removed: found.plan.removed.length,
        byHand: found.byHand.map(row => ({
          id: row.id,
          words: `${f.capital(f.day(row.on))}, ${agreedWords(row, f)}`,
          reset: rearranging.resets.has(row.id),
        })),
      },
    })
  }
}

/** How many there are is not asked for again: those that are ahead. */
const withCount = (typed: Typed, { prescription }: { prescription: { sessions: number | null } }): Typed =>
  prescription.sessions === null ? { ...typed, sessions: '' } : { ...typed, sessions: '1' }
