import type { FastifyInstance } from 'fastify'
import { type Member, maySeeRound, memberOf } from '../access/member.ts'
import { spanWords } from '../agenda/absence-words.ts'
import { listAbsences } from '../agenda/absences.ts'
import { agreedWords, KINDS } from '../agenda/appointment-words.ts'
import { listUpcoming } from '../agenda/queries.ts'
import { refuseUnseenPatient } from '../agenda/who-sees.ts'
import { currentCadre } from '../cadre/queries.ts'
import { windowWords } from '../cadre/window-words.ts'
import type { Db } from '../db/database.ts'
import type { House } from '../house.ts'
import { CAREGIVERS, EVERY_MEMBER, STAFF } from '../http/access-declaration.ts'
import { frenchIn } from '../http/french.ts'
import { listOptedOutPhones } from '../messages/opt-out.ts'
import { ageOn } from '../patients/age.ts'
import { ARCHIVE_REASONS } from '../patients/archive.ts'
import { CARER_ROLES } from '../patients/carer-roles.ts'
import { mapUrl } from '../patients/coordinates.ts'
import { homeLines } from '../patients/home.ts'
import { listHomeAccess } from '../patients/home-access.ts'
import { languageName } from '../patients/languages.ts'
import { patientName } from '../patients/names.ts'
import { carersOf, getPatient, type Patient, phonesOf } from '../patients/queries.ts'
import type { Id, LocalDate } from '../terms.ts'
import { localDate } from '../time.ts'
import { archiveRoutes } from './archive-routes.ts'
import { cadrePageRoutes } from './cadre-routes.ts'
import { careBlock } from './care-block.ts'
import { homeAccessRoutes } from './home-access-routes.ts'
import { patientListRoutes } from './list-routes.ts'
import { phoneLine } from './phone-line.ts'

type OfPatient = { Params: { id: Id } }

/** What the practice knows of a patient, for those who may see it. */
export const patientFileRoutes = (app: FastifyInstance, house: House): void => {
  const { db, clock } = house
  patientListRoutes(app, house)
  homeAccessRoutes(app, house)
  archiveRoutes(app, house)
  cadrePageRoutes(app, house)

  app.get<OfPatient>('/patients/:id', { config: { access: EVERY_MEMBER } }, async (request, reply) => {
    const member = memberOf(request)
    const patient = await getPatient(db, member.practiceId, request.params.id)
    await refuseUnseenPatient(db, member, patient.id)
    request.touches([patient.id])
    const today = localDate(clock.now(), member.zone)
    return await reply.page('patient-file/show', {
      title: patientName(patient),
      tab: 'patients',
      ...identity(patient, today),
      ...(await people(db, member, patient.id)),
      ...(await agreed(db, member, patient.id, today)),
      absences: await absences(db, member, patient.id, today),
      care: await careBlock(db, member, patient.id, today),
      hasHomeAccess: (await listHomeAccess(db, member.practiceId, [patient.id])).length > 0,
      mayOpenHome: CAREGIVERS.includes(member.role),
      mayEdit: STAFF.includes(member.role),
      archiveReasons: ARCHIVE_REASONS,
      carerRoles: CARER_ROLES,
      today,
    })
  })
}

const identity = (patient: Patient, today: LocalDate) => ({
  patient,
  name: patientName(patient),
  age: patient.born_on && ageOn(patient.born_on, today),
  language: patient.language === 'fr' ? null : languageName(patient.language),
  address: [patient.address, patient.address_extra, `${patient.postcode} ${patient.city}`.trim()].filter(
    Boolean,
  ),
  home: homeLines(patient.home),
  mapUrl:
    patient.lat !== null && patient.lon !== null ? mapUrl({ lat: patient.lat, lon: patient.lon }) : null,
  archiveWords: patient.archive_reason && ARCHIVE_REASONS[patient.archive_reason],
})

const people = async (db: Db, { practiceId }: Member, patientId: Id) => {
  const optedOut = await listOptedOutPhones(db, practiceId)
  const carers = await carersOf(db, practiceId, patientId)
  return {
    phones: (await phonesOf(db, practiceId, patientId)).map(phone => phoneLine(phone, optedOut)),
    carers: carers.map(carer => ({
      ...carer,
      phones: carer.phones.map(phone => phoneLine(phone, optedOut)),
    })),
  }
}

const absences = async (db: Db, { practiceId, zone }: Member, patientId: Id, today: LocalDate) => {
  const f = frenchIn(zone)
  const rows = await listAbsences(db, practiceId, patientId, today)
  return rows.map(row => ({ id: row.id, words: f.capital(spanWords(row, f)) }))
}

const agreed = async (db: Db, member: Member, patientId: Id, today: LocalDate) => {
  const { version, terms } = await currentCadre(db, member.practiceId, patientId)
  const booked = await listUpcoming(db, member.practiceId, patientId, today)
  const upcoming = booked.filter(appointment => maySeeRound(member, appointment))
  const f = frenchIn(member.zone)
  return {
    cadreVersion: version,
    windows: terms.windows.map(windowWords),
    upcoming: upcoming.slice(0, 8).map(appointment => ({
      id: appointment.id,
      day: f.day(appointment.on),
      kind: KINDS[appointment.kind],
      agreed: agreedWords(appointment, f),
      care: member.readsClinical ? appointment.care : '',
    })),
  }
}
