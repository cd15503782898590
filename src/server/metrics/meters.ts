import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** What is counted while the process runs. Labels name routes, statuses and kinds of work: never a person or a practice. */
export type Meters = {
  registry: Registry
  requests: Histogram<'method' | 'route' | 'status'>
  turns: Histogram<'job'>
  faults: Counter<'job'>
}

export const makeMeters = (): Meters => {
  const registry = new Registry()
  const registers = [registry]
  return {
    registry,
    requests: new Histogram({
      name: 'prevenance_http_request_seconds',
      help: 'How long a request took until its answer was written, by route pattern.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    turns: new Histogram({
      name: 'prevenance_worker_turn_seconds',
      help: 'How long one turn of the background work took, by kind of work.',
      labelNames: ['job'],
      buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15],
      registers,
    }),
    faults: new Counter({
      name: 'prevenance_worker_faults_total',
      help: 'Faults that the background work met and went on after; the log says where.',
      labelNames: ['job'],
      registers,
    }),
  }
}

/** Adds what the process itself uses: memory, processor, event loop, garbage collection. Once per process. */
export const watchProcess = ({ registry }: Meters): void => collectDefaultMetrics({ register: registry })
