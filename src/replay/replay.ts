import type { EpochMs } from '../terms.ts'
import { minutesToMs } from '../time.ts'
import { type Experience, learnFrom, noExperience, planFrom } from './experience.ts'
import type { Line } from './lines.ts'
import { daysOf, type RecordedDay, tapsOf } from './recorded-day.ts'
import type { RecordedVisit } from './recorded-visit.ts'
import { live, nextMoment, type ReplayedRound, replayedRound } from './replayed-round.ts'

/** The application first thinks about a round this long before it begins. */
const OPENS_BEFORE = minutesToMs(120)

type Opening = { day: RecordedDay; at: EpochMs }
type Running = { day: RecordedDay; round: ReplayedRound; nextAt: EpochMs }

/**
 * Replays recorded days through the forecast, the decisions and the time to undo of the application, and puts out what
 * was expected and sent, in the order of time. What is learned of a day serves the rounds that begin after it.
 */
export function* replay(visits: RecordedVisit[]): Generator<Line[]> {
  const openings = daysOf(visits)
    .map(day => ({ day, at: opensAt(day) }))
    .sort((a, b) => a.at - b.at)
  const experience = noExperience()
  const running: Running[] = []
  let opened = 0
  for (;;) {
    const next = earliest(running)
    const opening = openings[opened]
    if (opening && (!next || opening.at <= next.nextAt)) {
      opened++
      running.push(open(experience, opening))
    } else if (next) {
      yield live(next.round, next.nextAt)
      proceed(experience, running, next)
    } else return
  }
}

const opensAt = (day: RecordedDay): EpochMs => {
  const [firstTap] = tapsOf(day)
  const planned = Math.min(...day.visits.map(visit => visit.plannedAt)) - OPENS_BEFORE
  return Math.min(planned, firstTap?.happenedAt ?? planned)
}

const earliest = (running: Running[]): Running | undefined =>
  running.reduce<Running | undefined>(
    (first, each) => (first && first.nextAt <= each.nextAt ? first : each),
    undefined,
  )

function open(experience: Experience, { day, at }: Opening): Running {
  const round = replayedRound(planFrom(experience, day), tapsOf(day), at)
  return { day, round, nextAt: nextMoment(round) ?? at }
}

function proceed(experience: Experience, running: Running[], each: Running): void {
  const nextAt = nextMoment(each.round)
  if (nextAt !== null) {
    each.nextAt = nextAt
    return
  }
  learnFrom(experience, each.day, each.round)
  running.splice(running.indexOf(each), 1)
}
