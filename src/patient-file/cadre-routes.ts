import type { FastifyInstance } from 'fastify'
import { type Member, memberOf } from '../access/member.ts'
import { refuseUnseenPatient } from '../agenda/who-sees.ts'
import { changeWords } from '../cadre/changes.ts'
import { withoutClinical } from '../cadre/clinical-terms.ts'
import { contactTable } from '../cadre/contact-table.ts'
import type { NameOf } from '../cadre/contact-words.ts'
import { namesFor } from '../cadre/names.ts'
import { type CadreVersion, currentCadre, listCadreVersions } from '../cadre/queries.ts'
import { rulerOf, toleranceAfter } from '../cadre/ruler.ts'
import { rulerWords } from '../cadre/ruler-words.ts'
import type { CadreTerms } from '../cadre/terms.ts'
import { localTimeWords, windowWords } from '../cadre/window-words.ts'
import type { House } from '../house.ts'
import { EVERY_MEMBER, STAFF } from '../http/access-declaration.ts'
import { patientName, shortName } from '../patients/names.ts'
import { displayPhone } from '../patients/phones.ts'
import { carersOf, getPatient } from '../patients/queries.ts'
import type { Id } from '../terms.ts'
import { getPractice, type Practice } from './practice.ts'

type OfPatient = { Params: { id: Id } }

/** What one patient and the practice agreed, on one page that can be printed and left at home. */
export const cadrePageRoutes = (app: FastifyInstance, { db, clock }: House): void => {
  app.get<OfPatient>('/patients/:id/cadre', { config: { access: EVERY_MEMBER } }, async (request, reply) => {
    const member = memberOf(request)
    const patient = await getPatient(db, member.practiceId, request.params.id)
    await refuseUnseenPatient(db, member, patient.id)
    request.touches([patient.id])
    const practice = await getPractice(db, member.practiceId)
    const cadre = await currentCadre(db, member.practiceId, patient.id)
    const versions = await listCadreVersions(db, member.practiceId, patient.id)
    const nameOf = namesFor(patient, await carersOf(db, member.practiceId, patient.id))
    const terms = forReader(member, cadre.terms)
    return await reply.page('cadre/show', {
      title: `Cadre de ${patientName(patient)}`,
      tab: 'patients',
      id: patient.id,
      name: patientName(patient),
      shortName: shortName(patient),
      civility: patient.civility,
      version: cadre.version,
      written: versions[0],
      terms,
      windows: windowLines(terms, practice),
      contacts: contactTable(terms.contacts, nameOf),
      versions: versionLines(versions, member, nameOf),
      practice: { ...practice, phone: practice.phone && displayPhone(practice.phone) },
      mayEdit: STAFF.includes(member.role),
      now: clock.now(),
    })
  })
}

const forReader = (member: Member, terms: CadreTerms): CadreTerms =>
  member.readsClinical ? terms : withoutClinical(terms)

const windowLines = (terms: CadreTerms, practice: Practice) =>
  terms.windows.map(window => {
    const minutes = toleranceAfter(window, terms.toleranceMinutes, practice.tolerance_minutes)
    const ruler = rulerOf(window, minutes)
    return {
      words: windowWords({ ...window, hardBefore: null }),
      hard: window.hardBefore && localTimeWords(window.hardBefore),
      reason: window.hardReason,
      ruler,
      rulerWords: rulerWords(window, ruler, terms.contacts),
    }
  })

const versionLines = (versions: CadreVersion[], member: Member, nameOf: NameOf) =>
  versions.map((version, index) => {
    const before = versions[index + 1]
    const changes =
      before && changeWords(forReader(member, before.terms), forReader(member, version.terms), nameOf)
    return { version: version.version, at: version.at, byName: version.byName, changes }
  })
