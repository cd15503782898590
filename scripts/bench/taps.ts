import { randomFrom } from '../../src/demo/seed/random.ts'
import type { BenchDay } from './bench-day.ts'
import { type Load, type TapLoad, tapLoad, tapsOf } from './tap-load.ts'

/** Under which load the goal for a tap holds. */
const PER_SECOND = 40
/** A load is carried while its taps are answered as fast as they come, within what feels immediate. */
const CARRIED_SHARE = 0.9
const CARRIED_P99_MS = 500
const STEP = 1.25

export type Taps = { p50Ms: number; p99Ms: number; saturationPerSecond: number }

/** Latency at forty taps a second; then the highest load that is carried when it rises step by step. */
export const measureTaps = async (
  day: BenchDay,
  url: string,
  { seconds, stepSeconds }: { seconds: number; stepSeconds: number },
  say: (words: string) => void,
): Promise<Taps> => {
  const load = tapLoad(url, tapsOf(day), randomFrom('taps'))
  try {
    await load.run(PER_SECOND / 4, Math.min(seconds, 3))
    const steady = await load.run(PER_SECOND, seconds)
    if (!steady) throw new Error('there are too few rounds to tap on')
    say(inWords(steady))
    const saturationPerSecond = await saturation(load, steady, stepSeconds, say)
    return { p50Ms: steady.p50Ms, p99Ms: steady.p99Ms, saturationPerSecond }
  } finally {
    load.close()
  }
}

const saturation = async (
  load: TapLoad,
  first: Load,
  seconds: number,
  say: (words: string) => void,
): Promise<number> => {
  let last: Load | null = first
  let carried = 0
  while (last && isCarried(last)) {
    carried = last.answeredPerSecond
    last = await load.run(Math.round(last.offeredPerSecond * STEP), seconds)
    if (last) say(inWords(last))
  }
  // What is overloaded works as fast as it can.
  return Math.max(carried, last?.answeredPerSecond ?? 0)
}

const isCarried = ({ offeredPerSecond, answeredPerSecond, p99Ms }: Load): boolean =>
  answeredPerSecond >= CARRIED_SHARE * offeredPerSecond && p99Ms <= CARRIED_P99_MS

const inWords = ({ taps, offeredPerSecond, answeredPerSecond, p50Ms, p99Ms }: Load): string =>
  `${taps} taps at ${offeredPerSecond}/s: ${answeredPerSecond.toFixed(1)}/s answered, p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`
