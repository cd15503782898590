import { startTwilio } from '../../test/support/twilio-stand-in.ts'
import { type Agenda, type AgendaEffort, measureAgenda } from './agenda.ts'
import { openBenchAgenda } from './bench-agenda.ts'
import { type BenchDay, openBenchDay } from './bench-day.ts'
import { measureDueToGateway } from './due-to-gateway.ts'
import { type Loads, measureLoads } from './first-load.ts'
import { productOn } from './product.ts'
import { measureRoundPage } from './round-page.ts'
import { measureTaps, type TapEffort, type Taps } from './taps.ts'
import { tenYears } from './ten-years.ts'

export type Figures = Loads & {
  roundPage: { vsHandwritten: number; vsBare: number }
  tap: Taps
  agenda: Agenda
  dueToGatewayMs: number
}

/** How much is asked before a figure is believed; `quick` shows only that everything works. */
const EFFORTS = {
  full: {
    tapPractices: 46,
    noticePractices: 2,
    noticeRounds: 10,
    requests: 600,
    taps: { warmUpSeconds: 20, runs: 3, seconds: 15, stepSeconds: 5 },
    agenda: { warmUpSeconds: 10, runs: 3, seconds: 12 },
  },
  quick: {
    tapPractices: 1,
    noticePractices: 1,
    noticeRounds: 1,
    requests: 3,
    taps: { warmUpSeconds: 0.2, runs: 1, seconds: 0.7, stepSeconds: 0.3 },
    agenda: { warmUpSeconds: 0.1, runs: 1, seconds: 0.2 },
  },
}

/** Every figure of the bench, one after the other on one machine. `folder`: where the ten years are kept. */
export const measure = async (
  folder: string,
  years: number,
  effort: keyof typeof EFFORTS,
  say: (words: string) => void,
): Promise<Figures> => {
  const { requests, ...work } = EFFORTS[effort]
  say(`The database: ${years} years of five clinicians, 25 visits a day. Made once, it takes some minutes.`)
  const history = await tenYears(folder, years)
  say(`${history.visits} visits${history.built ? '' : ', kept from an earlier run'}; now the day itself.`)
  const day = await openBenchDay(history, work)
  try {
    const { ms, ...roundPage } = await measureRoundPage(day, requests)
    say(
      `Round page: ${ms.product.toFixed(2)} ms; by hand ${ms.handwritten.toFixed(2)} ms; a bare route ${ms.bare.toFixed(2)} ms.`,
    )
    return rounded({ roundPage, ...(await measureProcess(day, work, say)) })
  } finally {
    await day.close()
  }
}

/** What only the real process shows: worker, sockets and all. */
const measureProcess = async (
  day: BenchDay,
  { noticeRounds, taps, agenda: effort }: { noticeRounds: number; taps: TapEffort; agenda: AgendaEffort },
  say: (words: string) => void,
): Promise<Omit<Figures, 'roundPage'>> => {
  const twilio = await startTwilio(() => Date.now() + day.shiftMs)
  const benchAgenda = await openBenchAgenda(day)
  const product = await productOn(day, twilio)
  try {
    const loads = await measureLoads(day, product.url)
    const dueToGatewayMs = await measureDueToGateway(day, noticeRounds, twilio, product.url, say)
    const tap = await measureTaps(day, product.url, taps, say)
    const agenda = await measureAgenda(benchAgenda, product.url, effort, say)
    return { tap, agenda, dueToGatewayMs, ...loads }
  } finally {
    await product.stop()
    await twilio.stop()
  }
}

/** Three digits are more than the machine repeats. */
const rounded = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value), (_key, each) =>
    typeof each === 'number' ? Number(each.toPrecision(3)) : each,
  )
