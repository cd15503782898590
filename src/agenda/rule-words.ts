import { localTimeWords, weekdaysWords } from '../cadre/window-words.ts'
import { NO_BREAK } from '../http/french.ts'
import type { SeriesMoment, SeriesRule } from './recurrence.ts'

/** « lundi, mercredi et vendredi, 10 h 30 », « tous les jours, 7 h – 8 h et 18 h 30 – 19 h 30 » */
export const ruleWords = ({ unit, interval, moments }: SeriesRule): string => {
  if (unit === 'day') return `${dayWords(interval)}, ${list.format(moments.map(timeWords))}`
  const every = interval === 1 ? '' : `, toutes les ${interval} semaines`
  const byDays = Map.groupBy(moments, ({ weekdays }) => weekdaysWords(weekdays))
  const words = [...byDays].map(([days, same]) => `${days}, ${list.format(same.map(timeWords))}`)
  return `${words.join('\u202f; ')}${every}`
}

const list = new Intl.ListFormat('fr')

const dayWords = (interval: number): string => (interval === 1 ? 'tous les jours' : `1 jour sur ${interval}`)

const timeWords = ({ from, to }: SeriesMoment): string =>
  to === null ? localTimeWords(from) : `${localTimeWords(from)}${NO_BREAK}– ${localTimeWords(to)}`
