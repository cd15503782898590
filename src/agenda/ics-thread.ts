import { parentPort, workerData } from 'node:worker_threads'
import { readBusyTimes } from './ics-busy.ts'
import type { ReadingTask } from './ics-reading.ts'

/** The other side of `ics-reading.ts`: reads one calendar and ends. */
const { text, period, zone } = workerData as ReadingTask
parentPort?.postMessage(readBusyTimes(text, period, zone))
