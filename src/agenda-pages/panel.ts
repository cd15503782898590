import { type Member, maySeeRound } from '../access/member.ts'
import { agreedWords, KINDS } from '../agenda/appointment-words.ts'
import { findCare } from '../agenda/care.ts'
import { listMessageLines } from '../agenda/list-message-lines.ts'
import { milestoneWords } from '../agenda/milestones.ts'
import { preparingOf } from '../agenda/preparing.ts'
import { ruleWords } from '../cadre/contact-words.ts'
import { currentCadre } from '../cadre/queries.ts'
import { windowWords } from '../cadre/window-words.ts'
import type { Db } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { STAFF } from '../http/access-declaration.ts'
import { type French, frenchIn } from '../http/french.ts'
import { ending, patientName, shortName } from '../patients/names.ts'
import { displayPhone } from '../patients/phones.ts'
import { carersOf, getPatient, type Patient, phonesOf } from '../patients/queries.ts'
import type { Id, Instant } from '../terms.ts'
import { localDate, toEpochMs } from '../time.ts'
import { historyLine } from './history-words.ts'
import { awaitsConfirmation, lookOf } from './look.ts'
import {
  findSeries,
  findStopId,
  findSuccessor,
  listForerunners,
  listNeighbours,
  listWholeHistory,
  namesOf,
} from './panel-queries.ts'
import { possibleNow } from './possible.ts'
import { whenWords } from './whereabouts-words.ts'

/** Everything that the panel of an appointment shows, for who looks at it. */
export const loadPanel = async (db: Db, member: Member, row: AppointmentRow, now: Instant) => {
  const f = frenchIn(member.zone)
  const { practiceId } = member
  const patient = await getPatient(db, practiceId, row.patient_id)
  const [people, cadre, around, history, series, stopId, successor, { videoUrls }] = await Promise.all([
    phoneLines(db, practiceId, patient),
    cadreLines(db, member, patient),
    neighbourLines(db, member, row, f),
    historyLines(db, row, f),
    seriesFacts(db, row, f),
    findStopId(db, row),
    findSuccessor(db, row),
    preparingOf(db, [row]),
  ])
  const mayAct = STAFF.includes(member.role)
  return {
    view: 'panel',
    id: row.id,
    version: row.version,
    path: `/appointments/${row.id}`,
    name: patientName(patient),
    short: shortName(patient),
    ending: ending(patient),
    patientPath: `/patients/${patient.id}`,
    when: whenWords(row, f),
    datetime: row.agreed_at ?? row.window_from_at ?? row.on,
    kind: KINDS[row.kind],
    care: member.readsClinical ? row.care : '',
    online: row.booked_by === 'patient',
    videoUrl: videoUrls[0] ?? null,
    place: videoUrls.length > 0 ? 'par vidéo' : row.place === 'home' ? 'à domicile' : 'au cabinet',
    state: stateOf(row, patient, now),
    hardBefore: row.hard_before_at,
    stopPath: stopId ? `/rounds/${row.on}/stops/${stopId}` : null,
    successor: successor && { path: `/appointments/${successor.id}`, when: whenWords(successor, f) },
    possible: mayAct ? possibleNow(row, now, localDate(now, member.zone)) : null,
    againPath: mayAct
      ? `/appointments/new?${new URLSearchParams({ patient: patient.id, clinician: row.clinician_id, date: localDate(now, member.zone), via: 'agenda' })}`
      : null,
    people,
    cadre,
    ...around,
    history,
    messages: await listMessageLines(db, row, member.zone, now),
    series,
  }
}

export type Panel = Awaited<ReturnType<typeof loadPanel>>

const stateOf = (row: AppointmentRow, { civility }: Patient, now: Instant) => {
  const at = toEpochMs(now)
  const look = lookOf({ ...row, civility }, { now: at, crowded: false })
  const icons = { confirmed: 'check', done: 'check', cancelled: 'x', moved: 'history' } as Record<
    string,
    string
  >
  const tone = row.status === 'cancelled' || row.status === 'moved' ? 'done' : look.tone
  const icon = awaitsConfirmation({ ...row, civility }, at)
    ? 'circle-dashed'
    : (icons[row.status] ?? look.icon)
  return { tone, icon: icon ?? 'clock', words: look.words }
}

const phoneLines = async (db: Db, practiceId: Id, patient: Patient) => {
  const [own, carers] = await Promise.all([
    phonesOf(db, practiceId, patient.id),
    carersOf(db, practiceId, patient.id),
  ])
  const line = (whose: string) => (phone: { e164: string }) => ({
    whose,
    e164: phone.e164,
    display: displayPhone(phone.e164),
  })
  return [
    ...own.map(line('')),
    ...carers.flatMap(({ name, relation, phones }) =>
      phones.map(line([name, relation].filter(Boolean).join(', '))),
    ),
  ]
}

/** When one comes, who is told of an appointment and how; what was said together, for those who care. */
const cadreLines = async (db: Db, { practiceId, readsClinical }: Member, patient: Patient) => {
  const { version, terms } = await currentCadre(db, practiceId, patient.id)
  const carers = await carersOf(db, practiceId, patient.id)
  const nameOf = (carerId: Id | null) =>
    carerId === null
      ? shortName(patient)
      : (carers.find(({ id }) => id === carerId)?.name ?? 'une personne de son entourage')
  return {
    agreed: version > 0,
    lines: [
      ...terms.windows.map(windowWords),
      ...terms.contacts
        .filter(({ subject }) => subject === 'appointment')
        .map(rule => `pour un rendez-vous\u00a0: ${ruleWords(rule, nameOf)}`),
      ...(readsClinical ? terms.highlights : []),
    ],
  }
}

const neighbourLines = async (db: Db, member: Member, row: AppointmentRow, f: French) => {
  const { last, next } = await listNeighbours(db, row)
  const line = (other: AppointmentRow) => ({
    path: `/appointments/${other.id}`,
    words: `${f.capital(f.day(other.on))}, ${agreedWords(other, f)}`,
    kind: KINDS[other.kind],
  })
  return {
    last: last && maySeeRound(member, last) ? line(last) : null,
    next: next
      .filter(other => maySeeRound(member, other))
      .slice(0, 3)
      .map(line),
  }
}

const historyLines = async (db: Db, row: AppointmentRow, f: French): Promise<string[]> => {
  const events = await listWholeHistory(db, await listForerunners(db, row))
  const names = await namesOf(
    db,
    row.practice_id,
    events.flatMap(({ event, next }) => [event.by_id ?? [], next?.clinician_id ?? []].flat()),
  )
  const namer = { nameOf: (id: Id | null) => names.get(id ?? '') ?? '', f }
  return events.map(happened => historyLine(happened, namer)).reverse()
}

const seriesFacts = async (db: Db, row: AppointmentRow, f: French) => {
  const series = await findSeries(db, row)
  if (!series || series.sessions === null) return null
  const prescription = { ...row, id: series.id }
  const { milestones } = await findCare(db, prescription, row.on)
  const done = series.done_before + series.appointments.filter(({ status }) => status === 'done').length
  return {
    path: `/prescriptions/${series.id}`,
    due: (milestones.get(row.id) ?? []).map(milestone => milestoneWords(milestone, row.status)),
    total: series.sessions,
    done,
    left: Math.max(0, series.sessions - done),
    thread: threadOf(series, row.id),
    source: [series.prescribed_on && `Ordonnance du ${f.date(series.prescribed_on)}`, series.prescriber]
      .filter(Boolean)
      .join(', '),
  }
}

/** More knots than that cannot be told apart. */
const MOST_KNOTS = 40

type Series = NonNullable<Awaited<ReturnType<typeof findSeries>>>

const threadOf = ({ done_before, appointments, sessions }: Series, id: Id): string[] => {
  if (sessions === null || sessions > MOST_KNOTS) return []
  const known = appointments.map(each => (each.id === id ? 'now' : each.status === 'done' ? 'done' : ''))
  const knots = [...Array.from({ length: done_before }, () => 'done'), ...known]
  return [...knots, ...Array.from({ length: Math.max(0, sessions - knots.length) }, () => '')].slice(
    0,
    sessions,
  )
}
