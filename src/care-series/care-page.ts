import type { Member } from '../access/member.ts'
import { isAhead } from '../agenda/appointment-status.ts'
import { agreedWords } from '../agenda/appointment-words.ts'
import type { Care } from '../agenda/care.ts'
import { headOf } from '../agenda/care-words.ts'
import { milestoneWords } from '../agenda/milestones.ts'
import { ruleWords } from '../agenda/rule-words.ts'
import type { SeriesDeed, SessionRow } from '../agenda/series.ts'
import { byTime } from '../agenda/session-count.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { French } from '../http/french.ts'
import type { Id, Instant } from '../terms.ts'

/** What a session became, in words and a sign; never by colour alone. */
const STATES: Record<AppointmentRow['status'], { s: string; icon: string; words: string }> = {
  proposed: { s: 'soon', icon: 'circle-dashed', words: 'Proposée' },
  booked: { s: 'done', icon: 'calendar', words: 'À venir' },
  confirmed: { s: 'ok', icon: 'check', words: 'Confirmée' },
  arrived: { s: 'ok', icon: 'armchair', words: 'Arrivé·e' },
  in_progress: { s: 'ok', icon: 'circle-play', words: 'En cours' },
  done: { s: 'ok', icon: 'check', words: 'Faite' },
  no_show: { s: 'alert', icon: 'user-x', words: 'Absent·e' },
  cancelled: { s: 'done', icon: 'x', words: 'Annulée' },
  moved: { s: 'done', icon: 'x', words: 'Déplacée' },
}

export type CareView = ReturnType<typeof careView>

/** Everything that the page of a prescription says; its clinical text only for those who may read it. */
export const careView = (
  care: Care,
  deeds: readonly (SeriesDeed & { at: Instant; by: string })[],
  { readsClinical }: Pick<Member, 'readsClinical'>,
  f: French,
) => {
  const { prescription, series } = care
  return {
    ...headOf(care, { readsClinical }, f),
    ended: prescription.ended_at && f.dateOf(prescription.ended_at),
    series: series
      .filter(({ id }) => care.sessions.some(row => row.series_id === id && isAhead(row.status)))
      .map(each => ({ id: each.id, version: each.version, words: f.capital(ruleWords(each.rule)) })),
    sessions: care.sessions
      .filter(isShown)
      .sort(byTime)
      .map(row => sessionLine(row, care, f)),
    left: care.sessions.filter(row => !isShown(row)).length,
    deeds: deeds.map(deed => ({ when: f.moment(deed.at), words: deedWords(deed, f) })),
  }
}

const isShown = ({ status }: SessionRow): boolean => status !== 'cancelled' && status !== 'moved'

const sessionLine = (row: SessionRow, { numbers, milestones, prescription, series }: Care, f: French) => {
  const number = numbers.get(row.id)
  const total = prescription.sessions
  const of = series.find(({ id }) => id === row.series_id)
  return {
    id: row.id as Id,
    day: f.capital(f.day(row.on)),
    time: agreedWords(row, f),
    number: number === undefined ? '–' : total === null ? String(number) : `${number}/${total}`,
    state: STATES[row.status],
    due: (milestones.get(row.id) ?? []).map(milestone => milestoneWords(milestone, row.status)),
    ahead: isAhead(row.status),
    from: of && of.ended_at === null ? { seriesId: of.id, on: row.on } : null,
  }
}

const deedWords = (deed: SeriesDeed & { by: string }, f: French): string => {
  const { kind, by, booked = 0, moved = 0, cancelled = 0, skipped = 0, from, to } = deed
  if (kind === 'ended')
    return `Arrêtée par ${by}, ${f.count(cancelled, 'rendez-vous annulé', 'rendez-vous annulés')}`
  if (kind === 'laid_out') {
    const without = skipped > 0 ? `, ${f.count(skipped, 'date sautée', 'dates sautées')}` : ''
    return `Posée par ${by}\u00a0: ${booked} du ${f.day(from!)} au ${f.day(to!)}${without}`
  }
  const what = [
    moved > 0 && f.count(moved, 'déplacée', 'déplacées'),
    booked > 0 && f.count(booked, 'ajoutée', 'ajoutées'),
    cancelled > 0 && f.count(cancelled, 'annulée', 'annulées'),
  ].filter(Boolean)
  return `Changée par ${by} à partir du ${f.day(from!)}\u00a0: ${what.join(', ') || 'rien à déplacer'}`
}
