import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Member, memberOf } from '../access/member.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import type { FieldErrors, Typed } from '../http/form.ts'
import { changeRows } from '../http/form-rows.ts'
import { LANGUAGES } from '../patients/languages.ts'
import { patientName, shortName } from '../patients/names.ts'
import { type Carer, carersOf, getPatient, type Patient } from '../patients/queries.ts'
import type { Id } from '../terms.ts'
import { changeWords } from './changes.ts'
import { keepClinical, withoutClinical } from './clinical-terms.ts'
import { CHANNELS, SUBJECTS } from './contact-words.ts'
import { readCadreForm } from './forms.ts'
import { namesFor } from './names.ts'
import { currentCadre, listCadreVersions, saveCadre } from './queries.ts'
import type { Cadre, CadreTerms } from './terms.ts'

type OfPatient = { Params: { id: Id } }

type CadreForm = { typed: Typed; errors?: FieldErrors; meanwhile?: string }

/** Writing a patient's cadre; every save is a new version. */
export const cadreRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get<OfPatient>('/patients/:id/cadre/edit', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const { patient, carers } = await load(member, request.params.id)
    request.touches([patient.id])
    const cadre = await currentCadre(db, member.practiceId, patient.id)
    return await show(reply, member, patient, carers, { typed: typedOf(readable(member, cadre)) })
  })

  app.post<OfPatient>('/patients/:id/cadre', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const { patient, carers } = await load(member, request.params.id)
    request.touches([patient.id])
    const typed = (request.body ?? {}) as Typed
    const reworked = changeRows(typed)
    if (reworked) return await show(reply, member, patient, carers, { typed: reworked })
    const form = readCadreForm(
      typed,
      carers.map(carer => carer.id),
    )
    if (!form.ok) return await show(reply, member, patient, carers, form, 422)
    const of = { practiceId: member.practiceId, patientId: patient.id, by: member.userId }
    const saving = await request.transact(async trx => {
      const current = await currentCadre(trx, of.practiceId, of.patientId)
      const terms = member.readsClinical ? form.input.terms : keepClinical(form.input.terms, current.terms)
      return await saveCadre(trx, { ...of, basedOn: form.input.basedOn, terms }, clock.now())
    })
    if (saving.saved) return await reply.redirect(`/patients/${patient.id}/cadre`, 303)
    const meanwhile = await changesSince(member, patient, carers, form.input.basedOn, saving.outdated)
    const again = { ...typed, based_on: saving.outdated.version }
    return await show(reply, member, patient, carers, { typed: again, meanwhile }, 409)
  })

  const load = async ({ practiceId }: Member, id: Id): Promise<{ patient: Patient; carers: Carer[] }> => ({
    patient: await getPatient(db, practiceId, id),
    carers: await carersOf(db, practiceId, id),
  })

  const changesSince = async (
    member: Member,
    patient: Patient,
    carers: Carer[],
    basedOn: number,
    current: Cadre,
  ): Promise<string> => {
    const versions = await listCadreVersions(db, member.practiceId, patient.id)
    const before = versions.find(({ version }) => version === basedOn)
    return before
      ? changeWords(
          readable(member, before).terms,
          readable(member, current).terms,
          namesFor(patient, carers),
        )
      : ''
  }
}

const readable = (member: Member, cadre: Cadre): Cadre =>
  member.readsClinical ? cadre : { ...cadre, terms: withoutClinical(cadre.terms) }

const typedOf = ({ version, terms }: { version: number; terms: CadreTerms }): Typed => ({
  based_on: version,
  windows: terms.windows.map(window => ({ ...window, to: window.to === window.from ? '' : window.to })),
  toleranceMinutes: terms.toleranceMinutes ?? '',
  contacts: terms.contacts,
  highlights: terms.highlights.join('\n'),
})

const show = async (
  reply: FastifyReply,
  member: Member,
  patient: Patient,
  carers: Carer[],
  { typed, errors = {}, meanwhile }: CadreForm,
  status = 200,
): Promise<FastifyReply> => {
  const nameOf = namesFor(patient, carers)
  return await reply.page(
    'cadre/form',
    {
      title: `Cadre de ${shortName(patient)}`,
      tab: 'patients',
      action: `/patients/${patient.id}/cadre`,
      name: patientName(patient),
      typed,
      errors,
      outdated: status === 409,
      meanwhile,
      readsClinical: member.readsClinical,
      subjects: SUBJECTS,
      channels: CHANNELS,
      people: Object.fromEntries([['', shortName(patient)], ...carers.map(({ id }) => [id, nameOf(id)])]),
      languages: { '': 'la sienne', ...LANGUAGES },
    },
    { status },
  )
}
