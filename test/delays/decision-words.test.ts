import { describe, expect, it } from 'vitest'
import { decide, type Reach } from '../../src/delays/decision.ts'
import { type Hearer, reasonInFrench } from '../../src/delays/decision-words.ts'
import { frenchIn } from '../../src/http/french.ts'
import { notice, passage } from '../support/passage.ts'
import { agreedAt, h } from '../support/plan.ts'

const HER: Hearer = { civility: 'Mme', name: null }
const HIM: Hearer = { civility: 'M.', name: null }
const DAUGHTER: Hearer = { civility: 'Mme', name: 'Sa fille' }
const UNKNOWN: Hearer = { civility: '', name: null }

const words = (hearer: Hearer, ...args: Parameters<typeof passage>): string => {
  const of = passage(...args)
  return reasonInFrench(decide(of), hearer, frenchIn('UTC'), of.now).replaceAll('\u00a0', ' ')
}
const call = (reason: Extract<Reach, { channel: 'call' }>['reason']) => ({
  reach: [{ carerId: null, channel: 'call' as const, reason }],
})

describe('a decision in French', () => {
  it.each<[string, string]>([
    [words(HER, '9:02'), 'À l’heure'],
    [words(HER, '9:10'), 'Prévenue si le retard dépasse 15 min'],
    [words(DAUGHTER, '9:20'), 'Sa fille sera prévenue dans 3 min'],
    [
      words(HIM, '9:20', { notices: [notice('late', 'pending', '9:20', { dueAt: h('8:02') })] }),
      'Sera prévenu dans 2 min',
    ],
    [
      words(HIM, '9:20', { notices: [notice('late', 'pending', '9:20', { dueAt: h('8:00') })] }),
      'Sera prévenu',
    ],
    [words(HIM, '9:20', { now: h('7:00') }), 'Sera prévenu à partir de 7 h 30'],
    [words(HER, '9:20', { notices: [notice('late', 'sent', '9:20')] }), 'Prévenue à 7 h 53'],
    [words(DAUGHTER, '9:20', { notices: [notice('late', 'sent', '9:20')] }), 'Sa fille prévenue à 7 h 53'],
    [
      words(HER, '9:00', { notices: [notice('late', 'sent', '9:20'), notice('on_time', 'sent', '9:00')] }),
      'Prévenue à 7 h 53 : à l’heure',
    ],
    [
      words(HIM, '9:20', { ...call('agreed'), call: { at: h('7:59'), estimateAt: h('9:20') } }),
      'Appelé à 7 h 59',
    ],
    [words(HER, '9:20', { notices: [notice('late', 'held', '9:20')] }), 'Non prévenue, vous avez annulé'],
    [words(HER, '9:20', { overdue: true }), 'En attente de votre prochain geste'],
    [words(HER, '9:20', call('no_mobile')), 'À appeler, téléphone fixe'],
    [words(HER, '9:20', call('opted_out')), 'À appeler, ne veut plus de SMS'],
    [words(HER, '9:20', { hardBeforeAt: h('9:15') }), 'À appeler, heure impérative'],
    [words(HER, '9:20', { reach: [] }), 'Sans message, comme convenu'],
    [words(HER, null), 'Passage commencé'],
    [words(UNKNOWN, '9:45', { agreement: agreedAt('9:00', 30) }), 'Sera prévenu·e dans 3 min'],
    [words(UNKNOWN, '9:25', { agreement: agreedAt('9:00', 90) }), 'Prévenu·e si le retard dépasse 1 h 30'],
  ])('%s', (written, expected) => {
    expect(written).toBe(expected)
  })
})
