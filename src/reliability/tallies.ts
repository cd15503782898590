import type { Announced } from './announced.ts'
import type { Punctuality } from './punctuality.ts'
import { type Share, shareOf } from './share.ts'
import type { Told } from './told.ts'
import { delayWords, type Noun, percentWords, shareWords } from './words.ts'

/** One figure: what is counted, « 12 sur 47 », and where there are enough of them the percentage and its bar. */
export type Tally = {
  label: string
  share: string
  percent: string | null
  /** Of 100; null: no bar where there is no percentage. */
  bar: number | null
  tone: 'ok' | 'soon' | 'sent' | 'done'
}

const tally = (label: string, share: Share, tone: Tally['tone']): Tally => ({
  label,
  share: shareWords(share),
  percent: percentWords(share),
  bar: share.percent === null ? null : (100 * share.count) / share.of,
  tone,
})

export const punctualityTallies = ({ late }: Punctuality): Tally[] => [
  tally('À l’heure, tolérance comprise', shareOf(late.of - late.count, late.of), 'ok'),
  tally('En retard', late, 'soon'),
]

/** « La moitié a commencé: au plus tard 2 min après l’heure convenue »; none where there are too few visits. */
export const delayFacts = ({ delay }: Punctuality): { label: string; words: string }[] =>
  delay
    ? [
        { label: 'La moitié a commencé', words: `au plus tard ${delayWords(delay.half)}` },
        { label: '9 sur 10 ont commencé', words: `au plus tard ${delayWords(delay.nineInTen)}` },
      ]
    : []

export const toldTallies = ({ before, atLeast15, atLeast30 }: Told, { one }: Noun): Tally[] => [
  tally(`Avant le ${one}`, before, 'sent'),
  tally('Au moins 15\u00a0min avant l’heure convenue', atLeast15, 'sent'),
  tally('Au moins 30\u00a0min avant l’heure convenue', atLeast30, 'sent'),
]

export const announcedTallies = ({ right, inRange }: Announced): Tally[] => [
  tally('Vraiment en retard', right, 'ok'),
  tally('Commencés dans la plage annoncée', inRange, 'ok'),
]

/** Whether one of the figures had too few cases for a percentage: then the page says so. */
export const isScarce = (tallies: Tally[]): boolean => tallies.some(({ percent }) => percent === null)
