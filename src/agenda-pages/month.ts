import { type Member, maySeeRound } from '../access/member.ts'
import type { Db } from '../db/database.ts'
import { frenchIn } from '../http/french.ts'
import type { EpochMs, LocalDate } from '../terms.ts'
import { localDate, toInstant } from '../time.ts'
import { type Asked, agendaPath, daysOf } from './asked.ts'
import { loadHours } from './closures.ts'
import { ROW_MINUTES } from './grid.ts'
import { loadPercent } from './load.ts'
import { listLoads } from './queries.ts'
import type { ShownClinician } from './visible-clinicians.ts'

type Looked = { member: Member; asked: Asked; clinicians: readonly ShownClinician[] }

export type Month = Awaited<ReturnType<typeof loadMonth>>

/** A month at a glance: for each day how many appointments, how full it is, whether it is a holiday. No names. */
export const loadMonth = async (db: Db, { member, asked, clinicians }: Looked, now: EpochMs) => {
  const f = frenchIn(member.zone)
  const days = daysOf(asked)
  const shown = {
    practiceId: member.practiceId,
    clinicianIds: clinicians.map(({ id }) => id),
    from: days[0]!,
    to: days.at(-1)!,
  }
  const [loads, hours] = await Promise.all([listLoads(db, shown), loadHours(db, shown, member.zone)])
  const today = localDate(toInstant(now), member.zone)
  const dayOf = (on: LocalDate) => {
    const ofDay = loads.filter(
      load => load.on === on && maySeeRound(member, { clinician_id: load.clinicianId, on }),
    )
    const [count, minutes] = [sum(ofDay.map(load => load.count)), sum(ofDay.map(load => load.minutes))]
    const known = clinicians.map(({ id }) => hours.of(id, on))
    const open = sum(
      known.flatMap(({ open }) => (open ?? []).map(({ from, to }) => (to - from) * ROW_MINUTES)),
    )
    const closed = known.flatMap(({ closures }) => closures.map(({ words }) => words))
    return {
      on,
      number: Number(on.slice(8)),
      whole: f.day(on),
      outside: on.slice(0, 7) !== asked.on.slice(0, 7),
      today: on === today,
      holiday: hours.holidays.find(each => each.on === on)?.name ?? '',
      closed: [...new Set(closed)],
      count,
      lasting: f.duration(minutes),
      percent: loadPercent(minutes, open, clinicians.length),
      path: agendaPath({ ...asked, view: 'day', on }),
    }
  }
  return {
    weeks: Array.from({ length: days.length / 7 }, (_, week) =>
      days.slice(week * 7, week * 7 + 7).map(dayOf),
    ),
    total: sum(loads.filter(({ on }) => on.slice(0, 7) === asked.on.slice(0, 7)).map(({ count }) => count)),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
