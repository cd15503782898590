import { type Random, randomFrom } from '../../src/demo/seed/random.ts'
import { type BenchAgenda, clock } from './bench-agenda.ts'
import { type Asked, inTheMiddle, inWords, type Load, randomLoad } from './random-load.ts'

/** Under which load the goals hold, and under which everything is run for the first time. */
const PER_SECOND = 40
const WARM_UP_PER_SECOND = 20

type Times = { p50Ms: number; p99Ms: number }

/** `slots`: the free times of four weeks of five clinicians; `booking`: a new appointment in a free place. */
export type Agenda = { slots: Times; booking: Times }

export type AgendaEffort = { warmUpSeconds: number; runs: number; seconds: number }

/** Looking for a time as a patient does, then booking as a secretary does, who has a place in mind. */
export const measureAgenda = async (
  agenda: BenchAgenda,
  url: string,
  effort: AgendaEffort,
  say: (words: string) => void,
): Promise<Agenda> => {
  const timesOf = async (what: string, requests: Iterator<Asked>): Promise<Times> => {
    const load = randomLoad(url, requests, randomFrom(what))
    try {
      await load.run(WARM_UP_PER_SECOND, effort.warmUpSeconds)
      const runs: Load[] = []
      for (let nth = 0; nth < effort.runs; nth++) {
        const run = await load.run(PER_SECOND, effort.seconds)
        if (!run) throw new Error(`there are too few ${what}`)
        say(inWords(what, run))
        runs.push(run)
      }
      const { p50Ms, p99Ms } = inTheMiddle(runs)
      return { p50Ms, p99Ms }
    } finally {
      load.close()
    }
  }
  await demandTimes(agenda, url)
  return {
    slots: await timesOf('searches for a time', searchesIn(agenda)),
    booking: await timesOf('bookings', bookingsIn(agenda)),
  }
}

const searchPath = ({ slug, kindId, firstDay }: BenchAgenda) =>
  `/b/${slug}/times?${new URLSearchParams({ kind: kindId, from: firstDay })}`

/** So many people before one asks a second time. */
const VISITORS = 250

/** The first week is full: each search goes on through the three weeks after it, too. */
function* searchesIn(agenda: BenchAgenda): Generator<Asked> {
  for (let nth = 0; ; nth++) {
    const visitor = `198.51.100.${1 + (nth % VISITORS)}`
    yield { path: searchPath(agenda), headers: { 'x-forwarded-for': visitor }, answer: 200 }
  }
}

/** @throws Error when the search would find a time in the first week, or none at all: it would measure something else */
const demandTimes = async (agenda: BenchAgenda, url: string): Promise<void> => {
  const html = await (await fetch(url + searchPath(agenda))).text()
  const within = (html.match(/[?&;]at=/g) ?? []).length
  const later = (html.match(/[?&;]from=/g) ?? []).length
  if (within > 0 || later < 2) throw new Error(`a search found ${within} times and ${later} later days`)
}

/** Each place once, in an order of chance: several in a day, of all five. */
function* bookingsIn({ places, cookie }: BenchAgenda): Generator<Asked> {
  for (const { patientId, clinicianId, on, minutesOfDay } of shuffled(places, randomFrom('places')))
    yield {
      path: '/appointments',
      form: {
        patient: patientId,
        clinician: clinicianId,
        date: on,
        kind: 'consultation',
        place: 'practice',
        from: clock(minutesOfDay),
        duration: '15',
        via: 'agenda',
      },
      headers: { cookie },
      answer: 303,
    }
}

const shuffled = <Item>(items: readonly Item[], random: Random): Item[] =>
  items
    .map(item => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
