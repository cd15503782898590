import type { Overdue } from '../delays/forecast.ts'
import type { French } from '../http/french.ts'
import { shortName } from '../patients/names.ts'
import type { RoundStop } from '../rounds/queries.ts'
import type { LoadedRound } from './loaded-round.ts'
import { mayStillBeStopped } from './pending-notices.ts'
import { decisionOf, forecastOf } from './stop-line.ts'

/** What the clinician must know before anything else: no text leaves, an imperative hour is in danger, a tap is missing. */
export const alertsOf = (round: LoadedRound, f: French): string[] => {
  const { overdue } = round.forecast
  const hard = round.day.stops
    .filter(stop => decisionOf(round, stop.id).alert && forecastOf(round, stop.id))
    .map(stop => `${shortName(stop)}\u00a0: l’heure impérative, ${f.time(stop.hard_before_at!)}, est menacée`)
  const known = [...textsDown(round, f), ...hard]
  if (!overdue) return known
  const asked = round.day.stops.find(stop => stop.id === overdue.stopId)!
  const others = round.noticeRows.some(notice => mayStillBeStopped(round, notice)) ? ' d’autre' : ''
  return [
    ...known,
    `${overdueQuestion(asked, overdue.tap)} Personne${others} ne sera prévenu sans votre geste.`,
  ]
}

/** While nothing leaves, those whom a text should have told are calls to make. */
const textsDown = ({ gateway, isToday }: LoadedRound, f: French): string[] =>
  gateway.down && isToday
    ? [
        `Depuis ${f.time(gateway.since)}, les SMS ne partent plus. Les appels à passer sont dans «\u202fÀ faire\u202f», les plus urgents d’abord.`,
      ]
    : []

const overdueQuestion = (stop: RoundStop, tap: Overdue['tap']): string => {
  const home = stop.place === 'home'
  const where = `${home ? 'chez' : 'avec'} ${shortName(stop)}`
  return tap === 'completion'
    ? `Le ${home ? 'passage' : 'rendez-vous'} ${where} est-il terminé\u202f?`
    : `Êtes-vous ${where}\u202f?`
}
