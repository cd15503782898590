import type { LocalDate, LocalTime } from '../../terms.ts'
import { addDays, weekdayOf } from '../../time.ts'
import type { SeedPatient, SeedVisit } from './facts.ts'
import { HOME_PATIENTS } from './home-patients.ts'
import { GP_PATIENTS, KINE_PATIENTS } from './practice-patients.ts'
import { randomFrom } from './random.ts'

const nameOf = ({ first, last }: SeedPatient): string => `${first} ${last}`

const KINE_SLOTS: LocalTime[] = [
  ...['08:30', '09:00', '09:30', '10:00', '10:30', '11:00', '11:30', '12:00'],
  ...['14:00', '14:45'],
  ...['15:45', '16:15', '16:45', '17:15', '17:45', '18:15'],
]
const KINE_CARE = [
  'Épaule, renforcement',
  'Lombalgie',
  'Rééducation du genou',
  'Équilibre, marche',
  'Entorse de cheville',
]

/** Bastien's week: Wednesday is full, the other days hold half of it. The two at 14 h are seen at home. */
const KINE_VISITS: SeedVisit[] = KINE_PATIENTS.flatMap((patient, index) => {
  const at = KINE_SLOTS[index]
  const care = KINE_CARE[index % KINE_CARE.length]!
  const visit = { who: nameOf(patient), minutes: 30, care, place: placeOf(at) } as const
  const days = index % 2 === 0 ? [1, 3, 5] : [2, 3, 4]
  return at ? [{ ...visit, at, days }] : [{ ...visit, at: index === 16 ? '10:30' : '11:30', days: [2, 4] }]
})

/** Four on Saturday mornings instead of one of their other days. */
const SATURDAY: Record<number, LocalTime> = { 1: '09:00', 5: '09:30', 11: '10:00', 13: '10:30' }

/** This Friday two were promised the same time; on the afternoon before it Bastien is away at a course. */
const TWICE = { who: 'Serge Toussaint', at: '17:45', daysAhead: 2 }
const COURSE = { from: '14:00', daysAhead: 1 }

/** Bastien's visits on a day. */
export const kineVisits = (on: LocalDate, demoDay: LocalDate): SeedVisit[] => {
  const weekday = weekdayOf(on)
  if (weekday === 6)
    return Object.entries(SATURDAY).map(([index, at]) => ({ ...KINE_VISITS[Number(index)]!, at, days: [6] }))
  if (on === addDays(demoDay, COURSE.daysAhead)) return KINE_VISITS.filter(({ at }) => at < COURSE.from)
  if (on !== addDays(demoDay, TWICE.daysAhead)) return KINE_VISITS
  const twice = KINE_VISITS.find(({ who }) => who === TWICE.who)!
  return [...KINE_VISITS, { ...twice, at: TWICE.at, days: [weekday] }].sort((a, b) =>
    a.at.localeCompare(b.at),
  )
}

function placeOf(at: LocalTime | undefined): 'home' | 'practice' {
  return at === '14:00' || at === '14:45' ? 'home' : 'practice'
}

const GP_CARE = [
  'Renouvellement',
  'Fièvre, toux',
  'Certificat',
  'Résultats d’analyses',
  'Douleur de dos',
  'Tension',
  'Vaccin',
]
const FULL_DAY = 22

const quarterHours = (from: number, count: number): LocalTime[] =>
  Array.from({ length: count }, (_, index) => {
    const minutes = from + 15 * index
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  })

/** Fifteen in the morning from 8 h 30, seven in the afternoon from 14 h. */
const GP_SLOTS = [...quarterHours(8 * 60 + 30, 15), ...quarterHours(14 * 60, 7)]

/** Hélène's day: 22 consultations on the demo's day, a few on others, since people see their doctor now and then. */
export const gpVisits = (on: LocalDate, demoDay: LocalDate): SeedVisit[] => {
  const random = randomFrom(`consultations ${on}`)
  const people =
    on === demoDay ? GP_PATIENTS : shuffled([...GP_PATIENTS, ...KINE_PATIENTS, ...HOME_PATIENTS], random.next)
  return people.slice(0, on === demoDay ? FULL_DAY : random.between(5, 8)).map((patient, index) => ({
    who: nameOf(patient),
    at: GP_SLOTS[on === demoDay ? index : index * 2]!,
    minutes: 15,
    care: random.pick(GP_CARE),
    days: [weekdayOf(on)],
    place: 'practice',
  }))
}

const shuffled = <Item>(items: Item[], next: () => number): Item[] =>
  items
    .map(item => ({ item, order: next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item)
