import type { Member } from '../access/member.ts'
import { STAFF } from '../http/access-declaration.ts'
import type { French } from '../http/french.ts'
import type { LocalDate } from '../terms.ts'
import { type Asked, agendaPath, beside } from './asked.ts'
import { titleOf } from './title.ts'
import type { ShownClinician } from './visible-clinicians.ts'

type Around = {
  member: Member
  asked: Asked
  /** Whose days are shown. */
  chosen: readonly ShownClinician[]
  /** Whose days could be. */
  clinicians: readonly ShownClinician[]
  days: LocalDate[]
  today: LocalDate
  f: French
}

/** What stands above the days: where one is, and where one can go. */
export const frameOf = ({ member, asked, chosen, clinicians, days, today, f }: Around) => {
  const at = (change: Partial<Asked>) => agendaPath({ ...asked, ...change })
  const one = chosen.length === 1 && !asked.everyone ? chosen[0]! : null
  const own = { clinicianId: one?.id ?? null, everyone: asked.everyone }
  const { on } = asked
  const isOtherYear = asked.view !== 'month' && on.slice(0, 4) !== today.slice(0, 4)
  const otherYear = isOtherYear ? ` ${on.slice(0, 4)}` : ''
  const mayBook = STAFF.includes(member.role)
  const day = { view: 'day', on, ...own } as const
  return {
    view: asked.view,
    everyone: asked.everyone,
    title: `${titleOf(asked, f, days)}${otherYear}`,
    dayTitle: `${f.day(on)}${otherYear}`,
    whose: one?.name ?? 'Tout le cabinet',
    path: at(own),
    previous: agendaPath(beside({ ...asked, ...own }, -1)),
    next: agendaPath(beside({ ...asked, ...own }, 1)),
    dayBefore: agendaPath({ ...asked, ...own, on: beside(day, -1).on }),
    dayAfter: agendaPath({ ...asked, ...own, on: beside(day, 1).on }),
    todayPath: days.includes(today) && on === today ? null : at({ ...own, on: today }),
    views: [
      { words: 'Jour', path: at({ ...own, view: 'day' }), current: asked.view === 'day', wide: false },
      ...(asked.everyone
        ? []
        : [
            {
              words: 'Semaine',
              path: at({ ...own, view: 'week' }),
              current: asked.view === 'week',
              wide: true,
            },
          ]),
      { words: 'Mois', path: at({ ...own, view: 'month' }), current: asked.view === 'month', wide: false },
    ],
    people: peopleOf(asked, clinicians, one?.id),
    mayBook,
    addPath: `/appointments/new?${new URLSearchParams({
      date: on < today ? today : on,
      ...(one && { clinician: one.id }),
      via: 'agenda',
    })}`,
  }
}

const peopleOf = (asked: Asked, clinicians: readonly ShownClinician[], oneId: string | undefined) => {
  if (clinicians.length < 2) return []
  const everyone = {
    name: 'Tous',
    path: agendaPath({
      ...asked,
      view: asked.view === 'week' ? 'day' : asked.view,
      clinicianId: null,
      everyone: true,
    }),
    current: asked.everyone,
  }
  const each = clinicians.map(({ id, firstName }) => ({
    name: firstName,
    path: agendaPath({ ...asked, clinicianId: id, everyone: false }),
    current: id === oneId,
  }))
  return [...each, everyone]
}
