import type { Period } from '../cadre/windows.ts'
import { type Moment, standingOut } from './moments.ts'
import { type Noun, numberWords, percentWords, shareWords, WEEKDAYS } from './words.ts'

const PERIODS: Record<Period, { column: string; ofDay: string }> = {
  morning: { column: 'Matin', ofDay: 'matin' },
  noon: { column: 'Midi', ofDay: 'midi' },
  afternoon: { column: 'Après-midi', ofDay: 'après-midi' },
  evening: { column: 'Soir', ofDay: 'soir' },
}

const inOrder = Object.keys(PERIODS) as Period[]

/** « Dans la semaine »: a row per weekday, a column per part of the day, and what stands out of them in words. */
export const weekView = (all: Moment[], noun: Noun) => {
  const marked = standingOut(all)
  const columns = inOrder.filter(period => all.some(moment => moment.period === period))
  const weekdays = [...new Set(all.map(moment => moment.weekday))].sort((a, b) => a - b)
  return {
    words: marked ? markedWords(marked, noun) : 'Aucun moment de la semaine ne se détache des autres.',
    advice: marked ? adviceFor(marked) : null,
    columns: columns.map(period => PERIODS[period].column),
    rows: weekdays.map(weekday => ({
      day: WEEKDAYS[weekday - 1]!,
      cells: columns.map(period => {
        const moment = all.find(each => each.weekday === weekday && each.period === period)
        return {
          column: PERIODS[period].column,
          count: moment ? numberWords(moment.late.count) : null,
          of: moment ? numberWords(moment.late.of) : null,
          percent: moment && moment.late.count > 0 ? percentWords(moment.late) : null,
          none: moment?.late.count === 0,
          marked: moment !== undefined && moment === marked,
        }
      }),
    })),
  }
}

const nameOf = ({ weekday, period }: Moment): string => `${WEEKDAYS[weekday - 1]} ${PERIODS[period].ofDay}`

const markedWords = (moment: Moment, { several }: Noun): string =>
  `Les retards sont plus fréquents le ${nameOf(moment)}\u00a0: ${shareWords(moment.late)} ${several}, ${percentWords(moment.late)}.`

const adviceFor = (moment: Moment): string =>
  `Prévoir un peu plus large le ${nameOf(moment)}\u00a0: quelques minutes entre deux, ou une plage plutôt qu’une heure.`
