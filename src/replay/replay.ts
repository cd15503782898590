import type { EpochMs } from '../terms.ts'
import { minutesToMs } from '../time.ts'
import { type Experience, learnFrom, learnLengths, noExperience, planFrom } from './experience.ts'
import type { Line } from './lines.ts'
import { daysOf, type RecordedDay, tapsOf } from './recorded-day.ts'
import type { RecordedVisit } from './recorded-visit.ts'
import { live, nextMoment, type ReplayedRound, replayedRound } from './replayed-round.ts'

/** The application first thinks about a round this long before it begins. */
const OPENS_BEFORE = minutesToMs(120)

/** What is put out at one instant of one clinician-day. `day` counts these in the order in which they open. */
export type Moment = { at: EpochMs; day: number; lines: Line[] }

type Opening = { day: RecordedDay; opensAt: EpochMs; order: number }
type Running = Opening & { round: ReplayedRound; nextAt: EpochMs }

/**
 * Replays recorded days through the forecast, the decisions and the time to undo of the application, and puts out what
 * was expected and sent, in the order of time, then of `day`. How long visits last is learned from every day of the
 * recording, for the rounds that open after its last tap; days of clinicians for whom `isLived` is false teach and are
 * not lived themselves.
 */
export function* replay(
  visits: RecordedVisit[],
  isLived: (clinician: string) => boolean = () => true,
): Generator<Moment> {
  const openings = openingsOf(visits)
  const experience = noExperience()
  const ended = openings.map(({ day }) => day).sort((a, b) => endOf(a) - endOf(b))
  const running: Running[] = []
  for (const opening of [...openings, null]) {
    const until = opening?.opensAt ?? Number.POSITIVE_INFINITY
    yield* liveUntil(until, running, experience)
    if (!opening) return
    while (ended[0] && endOf(ended[0]) < until) learnLengths(experience, ended.shift()!)
    if (isLived(opening.day.clinician)) running.push(open(experience, opening))
  }
}

const openingsOf = (visits: RecordedVisit[]): Opening[] =>
  daysOf(visits)
    .map(day => ({ day, opensAt: opensAt(day) }))
    .sort((a, b) => a.opensAt - b.opensAt)
    .map((opening, order) => ({ ...opening, order }))

const opensAt = (day: RecordedDay): EpochMs => {
  const [firstTap] = tapsOf(day)
  const planned = Math.min(...day.visits.map(visit => visit.plannedAt)) - OPENS_BEFORE
  return Math.min(planned, firstTap?.happenedAt ?? planned)
}

const endOf = ({ visits }: RecordedDay): EpochMs =>
  Math.max(...visits.map(({ plannedAt, finishedAt }) => finishedAt ?? plannedAt))

/** Lives what happens before `until`, side by side. */
function* liveUntil(until: EpochMs, running: Running[], experience: Experience): Generator<Moment> {
  for (;;) {
    const next = earliest(running)
    if (!next || next.nextAt >= until) return
    yield { at: next.nextAt, day: next.order, lines: live(next.round, next.nextAt) }
    const nextAt = nextMoment(next.round)
    if (nextAt !== null) {
      next.nextAt = nextAt
      continue
    }
    learnFrom(experience, next.day, next.round)
    running.splice(running.indexOf(next), 1)
  }
}

const earliest = (running: Running[]): Running | undefined =>
  running.reduce<Running | undefined>(
    (first, each) => (first && first.nextAt <= each.nextAt ? first : each),
    undefined,
  )

function open(experience: Experience, opening: Opening): Running {
  const { day, opensAt: at } = opening
  const round = replayedRound(planFrom(experience, day), tapsOf(day), at)
  return { ...opening, round, nextAt: nextMoment(round) ?? at }
}
