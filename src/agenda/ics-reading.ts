import { Worker } from 'node:worker_threads'
import type { Zone } from '../terms.ts'
import type { BusyReading, Interval } from './ics-busy.ts'

export type ReadingTask = { text: string; period: Interval; zone: Zone }

/** The rule of a repetition may keep a program busy for ever; nobody’s own calendar needs a second. */
const PATIENCE_MS = 5000
const MEMORY_MB = 128

/** Reads a calendar that somebody else wrote, in a thread of its own: what takes too long is given up, and nobody waits for it. */
export const readCalendar = (task: ReadingTask, patienceMs = PATIENCE_MS): Promise<BusyReading> =>
  new Promise(resolve => {
    const thread = new Worker(new URL('./ics-thread.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    })
    const end = (reading: BusyReading): void => {
      clearTimeout(timer)
      resolve(reading)
      void thread.terminate()
    }
    const timer = setTimeout(() => end({ ok: false, why: 'too_much' }), patienceMs)
    thread.on('message', end)
    thread.on('error', () => end({ ok: false, why: 'too_much' }))
  })
