import { randomFrom } from '../../src/demo/seed/random.ts'
import type { BenchDay } from './bench-day.ts'
import { inTheMiddle, inWords, type Load, type RandomLoad, randomLoad } from './random-load.ts'
import { tapsOf } from './tap-load.ts'

/** Under which load the goal for a tap holds. */
const PER_SECOND = 40
/** A load is carried while its taps are answered as fast as they come, within what feels immediate. */
const CARRIED_SHARE = 0.9
const CARRIED_P99_MS = 500
const STEP = 1.25

/** What runs for the first time is compiled meanwhile, as on the first gestures of a morning. */
const WARM_UP_PER_SECOND = 20

export type Taps = { p50Ms: number; p99Ms: number; saturationPerSecond: number }

export type TapEffort = { warmUpSeconds: number; runs: number; seconds: number; stepSeconds: number }

/**
 * Latency at forty taps a second, of the run in the middle of several by its 99th percentile; then the highest load that
 * is carried when it rises step by step.
 */
export const measureTaps = async (
  day: BenchDay,
  url: string,
  { warmUpSeconds, runs, seconds, stepSeconds }: TapEffort,
  say: (words: string) => void,
): Promise<Taps> => {
  const load = randomLoad(url, tapsOf(day), randomFrom('taps'))
  try {
    await load.run(WARM_UP_PER_SECOND, warmUpSeconds)
    const steady: Load[] = []
    for (let nth = 0; nth < runs; nth++) {
      const run = await load.run(PER_SECOND, seconds)
      if (!run) throw new Error('there are too few rounds to tap on')
      say(inWords('taps', run))
      steady.push(run)
    }
    const middle = inTheMiddle(steady)
    const saturationPerSecond = await saturation(load, middle, stepSeconds, say)
    return { p50Ms: middle.p50Ms, p99Ms: middle.p99Ms, saturationPerSecond }
  } finally {
    load.close()
  }
}

const saturation = async (
  load: RandomLoad,
  first: Load,
  seconds: number,
  say: (words: string) => void,
): Promise<number> => {
  let last: Load | null = first
  let carried = 0
  while (last && isCarried(last)) {
    carried = last.answeredPerSecond
    last = await load.run(Math.round(last.meantPerSecond * STEP), seconds)
    if (last) say(inWords('taps', last))
    else say('All gestures of all rounds are made: it may carry more.')
  }
  // What is overloaded works as fast as it can.
  return Math.max(carried, last?.answeredPerSecond ?? 0)
}

const isCarried = ({ offeredPerSecond, answeredPerSecond, p99Ms }: Load): boolean =>
  answeredPerSecond >= CARRIED_SHARE * offeredPerSecond && p99Ms <= CARRIED_P99_MS
