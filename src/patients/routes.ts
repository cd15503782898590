import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Member, memberOf } from '../access/member.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { readForm, type Typed } from '../http/form.ts'
import { changeRows } from '../http/form-rows.ts'
import type { Id } from '../terms.ts'
import { coordinatesText } from './coordinates.ts'
import { type PatientInput, patientSchema } from './forms.ts'
import { geocode } from './geocoder.ts'
import { listHomeAccess } from './home-access.ts'
import { type PatientForm, patientFormPage } from './patient-form.ts'
import { carersOf, getPatient, phonesOf } from './queries.ts'
import { createPatient, updatePatient } from './save.ts'
import { EMPTY_FORM, savedMeanwhile, typedOf } from './typed.ts'

type OfPatient = { Params: { id: Id } }

/** Entering and changing the records of patients. */
export const patientRoutes = (app: FastifyInstance, house: House): void => {
  const { db, secrets, clock } = house
  const show = async (reply: FastifyReply, member: Member, form: PatientForm, status = 200) =>
    await patientFormPage(reply, form, {
      status,
      homeAccess: form.patient ? await listHomeAccess(db, member.practiceId, [form.patient.id]) : [],
      mayKeepHomeAccess: mayKeepHomeAccess(member),
      locates: house.config.geocoderUrl !== null,
    })

  app.get('/patients/new', { config: { access: STAFF } }, async (request, reply) =>
    show(reply, memberOf(request), { patient: null, typed: EMPTY_FORM }),
  )

  app.post('/patients', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const reworked = await withoutSaving(house, typedIn(request))
    if (reworked) return await show(reply, member, { patient: null, ...reworked })
    const form = readForm(patientSchema, request.body)
    if (!form.ok) return await show(reply, member, { patient: null, ...form }, 422)
    const id = await request.transact(async trx => {
      const input = ofMember(member, form.input)
      const created = await createPatient(trx, secrets, member.practiceId, input, clock.now())
      request.touches([created])
      return created
    })
    return await reply.redirect(`/patients/${id}`, 303)
  })

  app.get<OfPatient>('/patients/:id/edit', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const patient = await getPatient(db, member.practiceId, request.params.id)
    request.touches([patient.id])
    return await show(reply, member, { patient, typed: await storedForm(member, patient.id) })
  })

  app.post<OfPatient>('/patients/:id', { config: { access: STAFF } }, async (request, reply) => {
    const member = memberOf(request)
    const of = { practiceId: member.practiceId, patientId: request.params.id }
    const patient = await getPatient(db, of.practiceId, of.patientId)
    request.touches([patient.id])
    const reworked = await withoutSaving(house, typedIn(request))
    if (reworked) return await show(reply, member, { patient, ...reworked })
    const form = readForm(patientSchema, request.body)
    if (!form.ok) return await show(reply, member, { patient, ...form }, 422)
    const input = ofMember(member, form.input)
    const outcome = await request.transact(
      async trx => await updatePatient(trx, secrets, of, input, clock.now()),
    )
    if (outcome === 'saved') return await reply.redirect(`/patients/${patient.id}`, 303)
    const stored = await storedForm(member, patient.id)
    const typed = { ...typedIn(request), version: stored.version }
    return await show(reply, member, { patient, typed, meanwhile: savedMeanwhile(typed, stored) }, 409)
  })

  const storedForm = async ({ practiceId }: Member, id: Id): Promise<Typed> =>
    typedOf(
      await getPatient(db, practiceId, id),
      await phonesOf(db, practiceId, id),
      await carersOf(db, practiceId, id),
    )
}

const typedIn = (request: FastifyRequest): Typed => (request.body ?? {}) as Typed

/** The secretary never sees how to come in, so she does not overwrite it either. */
const mayKeepHomeAccess = (member: Member): boolean => member.role !== 'secretary'

const ofMember = (member: Member, input: PatientInput): PatientInput =>
  mayKeepHomeAccess(member)
    ? input
    : { ...input, door_code: '', keys: '', forget_door_code: false, forget_keys: false }

/** What a button of the form asks for short of saving: a line more or less, or where the address is. */
const withoutSaving = async (
  house: House,
  typed: Typed,
): Promise<Pick<PatientForm, 'typed' | 'located'> | undefined> => {
  const rows = changeRows(typed)
  if (rows) return { typed: rows }
  const { locate, ...fields } = typed
  if (locate === undefined || house.config.geocoderUrl === null) return undefined
  const address = [fields.address, fields.postcode, fields.city].filter(Boolean).join(' ')
  const located = await geocode(house.config.geocoderUrl, address)
  if (!located.found) return { typed: fields, located }
  return { typed: { ...fields, coordinates: coordinatesText(located.coordinates) }, located }
}
