import { agreedSpan } from '../delays/lateness.ts'
import type { French } from '../http/french.ts'
import { readHome } from '../patients/home.ts'
import { ending, patientName, shortName } from '../patients/names.ts'
import type { RoundStop } from '../rounds/queries.ts'
import type { StopState } from '../rounds/round-state.ts'
import type { EpochMs, Id } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import type { LoadedRound } from './loaded-round.ts'
import { type Ruler, ruler } from './ruler.ts'
import { agreedWords, differs, forecastOf, rangeWords, stateOf, stopPath } from './stop-line.ts'
import type { StateWords } from './stop-state.ts'
import { type Tag, tagsOf } from './tags.ts'

/** The stop one stands before: everything to go there, and one main button. */
export type CurrentStop = {
  id: Id
  path: string
  patientId: Id
  rankWords: string
  name: string
  shortName: string
  state: StateWords | null
  address: string[]
  hasHomeAccess: boolean
  care: string | null
  agreedWords: string
  expectedLabel: string
  expectedWords: string | null
  late: boolean
  ruler: Ruler | undefined
  travelWords: string | null
  reply: string | null
  tags: Tag[]
  phone: string | null
  mapUrl: string | null
  mayLeave: boolean
  mayBeAbsent: boolean
  absentWords: string
  mayBeInHospital: boolean
  hospitalWords: string
  main: { resource: 'arrival' | 'completion'; label: string; small: string }
}

/** What this reader may see: clinical text, and what opens a door. */
export type Reader = { clinical: boolean; caregiver: boolean }

export const currentStop = (
  round: LoadedRound,
  stop: RoundStop,
  reader: Reader,
  f: French,
  now: EpochMs,
): CurrentStop => {
  const { status } = round.state.stops.get(stop.id)!
  const expected = forecastOf(round, stop.id)
  const home = stop.place === 'home'
  const answer = round.replies.findLast(each => each.stop_id === stop.id)
  return {
    id: stop.id,
    path: stopPath(round.day.round.on, stop.id),
    patientId: stop.patient_id,
    rankWords: `${home ? 'Passage' : 'Rendez-vous'} ${round.day.stops.indexOf(stop) + 1} sur ${round.day.stops.length}`,
    name: patientName(stop),
    shortName: shortName(stop),
    state: status === 'in_progress' || differs(expected) ? stateOf(round, stop, f, now) : null,
    address: home ? addressLines(stop) : [],
    hasHomeAccess: home && reader.caregiver && round.withHomeAccess.has(stop.patient_id),
    care: reader.clinical && stop.care ? stop.care : null,
    agreedWords: agreedWords(round, stop, f),
    ...expectation(round, stop, f),
    ruler: rulerOf(round, stop, f),
    travelWords: status === 'waiting' || status === 'travelling' ? travelWords(expected?.travel) : null,
    reply: reader.clinical && answer?.meaning === 'unread' ? `«\u202f${answer.body}\u202f»` : null,
    tags: tagsOf(stop, reader.caregiver ? round.terms.get(stop.patient_id) : undefined, f),
    phone: phoneOf(round, stop),
    mapUrl: home ? mapUrl(stop) : null,
    ...gestures(stop, status),
    main: mainAction(stop, status === 'in_progress'),
  }
}

const gestures = (stop: RoundStop, status: StopState['status']) => {
  const ahead = status === 'waiting' || status === 'travelling'
  return {
    mayLeave: stop.place === 'home' && status === 'waiting',
    mayBeAbsent: ahead || status === 'in_progress',
    absentWords: `Absent${ending(stop)}`,
    mayBeInHospital: stop.place === 'home' && ahead,
    hospitalWords: `Hospitalisé${ending(stop)}`,
  }
}

const mainAction = (stop: RoundStop, begun: boolean): CurrentStop['main'] => {
  const home = stop.place === 'home'
  const small = `${home ? 'chez' : 'avec'} ${shortName(stop)}`
  if (begun) return { resource: 'completion', label: 'Terminé', small }
  return { resource: 'arrival', label: home ? 'J’arrive' : 'Je commence', small }
}

const expectation = (round: LoadedRound, stop: RoundStop, f: French) => {
  const { inProgress } = round.forecast
  if (inProgress?.stopId === stop.id)
    return { expectedLabel: 'Fin prévue', expectedWords: f.time(inProgress.finishAt), late: false }
  const expected = forecastOf(round, stop.id)
  const words = differs(expected) ? rangeWords(expected.fromAt, expected.toAt, f) : null
  return { expectedLabel: 'Prévu', expectedWords: words, late: words !== null }
}

const rulerOf = (round: LoadedRound, stop: RoundStop, f: French): Ruler | undefined => {
  const expected = forecastOf(round, stop.id)
  const span = agreedSpan(round.plan.stops.find(each => each.stopId === stop.id)!.agreement)
  if (!expected || !differs(expected)) return undefined
  const marks = {
    agreedAt: span && span.from === span.to ? span.from : null,
    window: span && span.from !== span.to ? span : null,
    expected: { from: expected.fromAt, to: expected.toAt },
    limitAt: stop.hard_before_at === null ? null : toEpochMs(stop.hard_before_at),
  }
  return ruler(marks, at => f.time(at))
}

/** An estimate of the road is said to be one. */
const travelWords = (travel: { minutes: number; source: string } | undefined): string | null => {
  if (!travel || travel.source === 'none') return null
  const estimate =
    travel.source === 'default' ? ', durée habituelle du cabinet' : ', estimée d’après la distance'
  return `Route\u00a0: ${travel.minutes}\u00a0min${estimate}`
}

const addressLines = (stop: RoundStop): string[] => {
  const home = readHome(stop.home)
  const floor =
    home.floor &&
    (/^\d+$/.test(home.floor) ? `${home.floor === '1' ? '1er' : `${home.floor}e`} étage` : home.floor)
  const inside = [home.building, floor, stop.address_extra, home.intercom && `interphone ${home.intercom}`]
  return [
    stop.address || home.locality,
    inside.filter(Boolean).join(', '),
    stop.address ? home.locality : '',
    stop.city,
  ].filter(Boolean)
}

const phoneOf = (round: LoadedRound, stop: RoundStop): string | null =>
  round.phones.find(
    phone => phone.patient_id === stop.patient_id && phone.carer_id === null && phone.status !== 'invalid',
  )?.e164 ?? null

/** Opens the phone's own map: nothing is asked of any service by us. */
const mapUrl = (stop: RoundStop): string | null => {
  if (stop.lat !== null && stop.lon !== null) return `geo:${stop.lat},${stop.lon}?q=${stop.lat},${stop.lon}`
  const address = [stop.address, stop.postcode, stop.city].filter(Boolean).join(', ')
  return address ? `geo:0,0?q=${encodeURIComponent(address)}` : null
}
