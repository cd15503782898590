import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Member, memberOf } from '../access/member.ts'
import { inTransaction } from '../db/database.ts'
import type { ImportRow } from '../db/tables/calendars.ts'
import type { House } from '../house.ts'
import { STAFF } from '../http/access-declaration.ts'
import { type FieldErrors, readForm, type Typed } from '../http/form.ts'
import { Refusal } from '../http/refusals.ts'
import { newId } from '../ids.ts'
import type { Id } from '../terms.ts'
import { addDays, localDate } from '../time.ts'
import { completionForm, importForm } from './forms.ts'
import { type Checked, checkImport } from './import-check.ts'
import { MOST_BYTES, obstacleTo, writtenOf } from './import-files.ts'
import { showImport } from './import-page.ts'
import {
  addImport,
  chooseColumns,
  findDoneBefore,
  getImport,
  listImports,
  markDone,
  removeImport,
} from './import-store.ts'
import { LineRefused, writeAppointments, writePatients } from './import-write.ts'
import { decodeText } from './text-encoding.ts'
import { receiveForm } from './uploads.ts'

const HERE = '/practice/imports'
const staff = { config: { access: STAFF } } as const

type OfImport = { Params: { id: Id } }

/** Patients and appointments out of a table: looked at first, then taken over as a whole or not at all. */
export const importRoutes = (app: FastifyInstance, house: House): void => {
  const { db, secrets, clock } = house

  app.get(HERE, staff, async (request, reply) => showImports(reply, house, memberOf(request), {}, {}))

  app.post(HERE, { ...staff, bodyLimit: MOST_BYTES }, async (request, reply) => {
    const member = memberOf(request)
    const received = await receiveForm(request, MOST_BYTES)
    const { subject, text } = readImportForm(received.fields)
    const bytes = received.file?.bytes ?? Buffer.from(text)
    const decoded = decodeText(bytes)
    const errors = obstacleTo({ ...received, text, decoded: decoded.text, subject })
    if (errors) return await showImports(reply, house, member, errors, { subject, text })
    const id = newId()
    const file = {
      id,
      practice_id: member.practiceId,
      subject,
      file_name: received.file?.name.slice(0, 100) ?? 'Lignes collées',
      file_hash: secrets.keyedHash('import-file', createHash('sha256').update(bytes).digest('hex')),
      sealed_text: secrets.seal(decoded.text, sealOf(id)),
      encoding: decoded.encoding,
      created_by: member.userId,
    }
    await inTransaction(db, trx => addImport(trx, file, clock.now()))
    return await reply.redirect(`${HERE}/${id}`, 303)
  })

  app.get<OfImport>(`${HERE}/:id`, staff, async (request, reply) => {
    const file = await getImport(db, memberOf(request).practiceId, request.params.id)
    if (file.done_at) return await showDone(reply, file)
    return await showChecked(request, reply, house, file)
  })

  app.post<OfImport>(`${HERE}/:id/columns`, staff, async (request, reply) => {
    const { practiceId } = memberOf(request)
    const file = await getImport(db, practiceId, request.params.id)
    const columns = JSON.stringify((request.body ?? {}) as Typed)
    await inTransaction(db, trx => chooseColumns(trx, file, columns))
    return await reply.redirect(`${HERE}/${file.id}`, 303)
  })

  app.post<OfImport>(`${HERE}/:id/completion`, staff, async (request, reply) => {
    const form = readForm(completionForm, request.body)
    const addSame = form.ok && form.input.same
    const { practiceId } = memberOf(request)
    const file = await getImport(db, practiceId, request.params.id)
    const outcome = await complete(request, house, file, addSame)
    if (outcome === 'done') return await reply.redirect(`${HERE}/${file.id}`, 303)
    return await showChecked(request, reply, house, file, outcome)
  })

  app.post<OfImport>(`${HERE}/:id/removal`, staff, async (request, reply) => {
    const file = await getImport(db, memberOf(request).practiceId, request.params.id)
    await inTransaction(db, trx => removeImport(trx, file))
    return await reply.redirect(HERE, 303)
  })
}

const sealOf = (id: Id): string => `import:${id}`

const readImportForm = (fields: Typed) => {
  const form = readForm(importForm, fields)
  if (!form.ok) throw new Refusal(422, Object.values(form.errors)[0] ?? '')
  return form.input
}

const textOf = ({ secrets }: House, file: ImportRow): string =>
  secrets.open(file.sealed_text ?? '', sealOf(file.id))

const showImports = async (
  reply: FastifyReply,
  { db, clock }: House,
  member: Member,
  errors: FieldErrors,
  typed: Typed,
) => {
  const today = localDate(clock.now(), member.zone)
  return await reply.page(
    'exchange/imports',
    {
      title: 'Importer et exporter',
      tab: 'practice',
      imports: await listImports(db, member.practiceId),
      owner: member.role === 'owner',
      period: { from: addDays(today, -365), to: addDays(today, 365) },
      errors,
      typed,
    },
    { status: Object.keys(errors).length > 0 ? 422 : 200 },
  )
}

const showDone = (reply: FastifyReply, file: ImportRow) =>
  reply.page('exchange/import-done', { title: 'C’est importé', tab: 'practice', file })

const showChecked = async (
  request: FastifyRequest,
  reply: FastifyReply,
  house: House,
  file: ImportRow,
  refused?: string,
) => {
  const { db, clock } = house
  const member = memberOf(request)
  const checked = await checkImport(db, member, file, textOf(house, file), clock.now())
  request.touches(knownOf(checked))
  const before = await findDoneBefore(db, file)
  const page = { before, readsClinical: member.readsClinical, ...(refused && { refused, status: 422 }) }
  return await showImport(reply, file, checked, page)
}

/** The patients of the practice whom the page of a file speaks of. */
const knownOf = ({ patients, appointments }: Checked): Id[] => [
  ...patients.flatMap(({ same }) => (same?.kind === 'known' ? same.id : [])),
  ...appointments.flatMap(({ input }) => input?.patientId ?? []),
]

/** Takes a file over, once: who sends the form again finds it done. Else the sentence that says why nothing was written. */
const complete = async (
  request: FastifyRequest,
  house: House,
  { id, practice_id }: ImportRow,
  addSame: boolean,
): Promise<string> => {
  const { clock } = house
  const member = memberOf(request)
  try {
    return await request.transact(async trx => {
      const file = await getImport(trx, practice_id, id)
      if (file.done_at) return 'done'
      const now = clock.now()
      const checked = await checkImport(trx, member, file, textOf(house, file), now)
      const written = writtenOf(checked, addSame)
      if (typeof written === 'string') return written
      const ids =
        file.subject === 'patients'
          ? await writePatients(trx, practice_id, written.patients, now)
          : await writeAppointments(trx, member, written.appointments, now)
      request.touches(file.subject === 'patients' ? ids : knownOf(checked))
      await markDone(trx, file, ids.length, now)
      return 'done'
    })
  } catch (fault) {
    if (!(fault instanceof LineRefused)) throw fault
    return `À la ligne ${fault.line}, la place vient d’être prise. Rien n’a été importé.`
  }
}
