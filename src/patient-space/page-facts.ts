import type { AppointmentRow } from '../db/tables/agenda.ts'
import { agreedSpan } from '../delays/lateness.ts'
import type { French } from '../http/french.ts'
import type { EpochMs, LocalDate } from '../terms.ts'
import { addDays, toEpochMs } from '../time.ts'
import type { PassageFacts, PassageView } from './passage-view.ts'

/** One line of the table below the coloured field. */
export type Fact = { label: string; value: string }

/** What was agreed stays in sight next to the estimate, with the hour at which the estimate was made. */
export const factsOf = (
  view: PassageView,
  { agreement }: PassageFacts,
  forecastAt: EpochMs | null,
  f: French,
): Fact[] => {
  if (!['expected', 'unsure', 'in_progress'].includes(view.state)) return []
  const agreed = agreedSpan(agreement)
  const made = view.state === 'in_progress' ? null : forecastAt
  return [
    ...(agreed ? [{ label: 'Heure convenue', value: spanWords(agreed.from, agreed.to, f) }] : []),
    ...(made === null ? [] : [{ label: 'Dernière mise à jour', value: f.time(made) }]),
  ]
}

/** « Demain, jeudi 26 novembre : vers 9 h 25 » */
export const nextPassageFact = (next: AppointmentRow, today: LocalDate, f: French): Fact | undefined => {
  const label = dayWords(next.on, today, f)
  if (next.agreed_at) return { label, value: `vers ${f.time(next.agreed_at)}` }
  if (!next.window_from_at || !next.window_to_at) return { label, value: '' }
  return { label, value: spanWords(toEpochMs(next.window_from_at), toEpochMs(next.window_to_at), f) }
}

const dayWords = (on: LocalDate, today: LocalDate, f: French): string => {
  if (on === today) return 'Aujourd’hui'
  return on === addDays(today, 1) ? `Demain, ${f.day(on)}` : f.capital(f.day(on))
}

const spanWords = (from: EpochMs, to: EpochMs, f: French): string =>
  from === to ? f.time(from) : `entre ${f.time(from)} et ${f.time(to)}`
