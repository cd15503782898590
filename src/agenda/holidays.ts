import Holidays from 'date-holidays'
import type { LocalDate, Zone } from '../terms.ts'

export type Holiday = { on: LocalDate; name: string }

type Region = { name: string; country: string; state?: string; zone: Zone }

/**
 * Where holidays differ in France. Their dates come from the library; its data are made from Wikipedia (CC BY-SA 3.0).
 * The first region of a zone is the one that is assumed there.
 */
const REGIONS: Record<string, Region> = {
  FR: { name: 'France métropolitaine', country: 'FR', zone: 'Europe/Paris' },
  // Good Friday and 26 December by local law, the same in its three departments; here Moselle.
  AM: { name: 'Alsace-Moselle', country: 'FR', state: '57', zone: 'Europe/Paris' },
  GP: { name: 'Guadeloupe', country: 'GP', zone: 'America/Guadeloupe' },
  MQ: { name: 'Martinique', country: 'MQ', zone: 'America/Martinique' },
  GF: { name: 'Guyane', country: 'GF', zone: 'America/Cayenne' },
  RE: { name: 'La Réunion', country: 'RE', zone: 'Indian/Reunion' },
  YT: { name: 'Mayotte', country: 'YT', zone: 'Indian/Mayotte' },
  PM: { name: 'Saint-Pierre-et-Miquelon', country: 'PM', zone: 'America/Miquelon' },
  BL: { name: 'Saint-Barthélemy', country: 'BL', zone: 'America/St_Barthelemy' },
  MF: { name: 'Saint-Martin', country: 'MF', zone: 'America/Marigot' },
  NC: { name: 'Nouvelle-Calédonie', country: 'NC', zone: 'Pacific/Noumea' },
  PF: { name: 'Polynésie française', country: 'PF', zone: 'Pacific/Tahiti' },
  WF: { name: 'Wallis-et-Futuna', country: 'WF', zone: 'Pacific/Wallis' },
}

/**
 * Saint-Martin remembers the abolition of slavery on 28 May since 2018, by its council of 5 November 2015 and a circular
 * each year; the library still has 27 May, as in Guadeloupe (looked up in November 2026).
 */
const CORRECTIONS: Record<string, Record<string, string>> = { MF: { '05-27': '05-28' } }

/** Region by code, with its name in French. */
export const HOLIDAY_REGIONS: Record<string, string> = Object.fromEntries(
  Object.entries(REGIONS).map(([code, { name }]) => [code, name]),
)

/** The region that a practice chose, else the one of its zone. */
export const holidayRegion = (chosen: string | null, zone: Zone): string =>
  chosen && chosen in REGIONS
    ? chosen
    : (Object.keys(REGIONS).find(code => REGIONS[code]?.zone === zone) ?? 'FR')

/** The holidays of a region from a day to another one, both included, in order. */
export const holidaysBetween = (region: string, from: LocalDate, to: LocalDate): Holiday[] => {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))]
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
  return years.flatMap(year => holidaysOf(region, year)).filter(({ on }) => from <= on && on <= to)
}

const KEPT_YEARS = 200
const known = new Map<string, Holiday[]>()

/** Computing a year takes some milliseconds, and it never changes. */
const holidaysOf = (region: string, year: number): Holiday[] => {
  const key = `${region} ${year}`
  const kept = known.get(key)
  if (kept) return kept
  if (known.size >= KEPT_YEARS) known.clear()
  const holidays = computed(region, year)
  known.set(key, holidays)
  return holidays
}

const computed = (region: string, year: number): Holiday[] => {
  const { country, state } = REGIONS[region] ?? REGIONS.FR!
  const calendar = state ? new Holidays(country, state) : new Holidays(country)
  const byDay = new Map<LocalDate, string>()
  for (const { date, name, type } of calendar.getHolidays(year, 'fr')) {
    if (type !== 'public') continue
    const day = date.slice(5, 10)
    const on = `${year}-${CORRECTIONS[region]?.[day] ?? day}`
    const words = name.replaceAll("'", '’')
    byDay.set(on, byDay.has(on) ? `${byDay.get(on)}, ${words}` : words)
  }
  return [...byDay].map(([on, name]) => ({ on, name })).sort((a, b) => a.on.localeCompare(b.on))
}
