import { setTimeout as pause } from 'node:timers/promises'
import { clockFrom } from '../../src/clock.ts'
import type { House } from '../../src/house.ts'
import { secretsFrom } from '../../src/secrets.ts'
import type { Instant } from '../../src/terms.ts'
import { addSeconds, instantAt } from '../../src/time.ts'
import { testConfig } from '../support/app.ts'
import type { FreshDatabase } from '../support/database.ts'
import type { TwilioStandIn } from '../support/twilio-stand-in.ts'
import { type Chance, chanceOf } from './chance.ts'
import { arrive, latePractice, type Practice, placeLateRound } from './late-round.ts'
import { freePort, type Product, SECRET_KEY, type Setting, startProduct } from './product.ts'
import { settle, type Time } from './settle.ts'
import { misbehave, startUnrulyTwilio } from './unruly-twilio.ts'
import { type Verdict, verdictOn } from './verdict.ts'

/** One run: what was killed and when, and what became of its notices. */
export type Run = { seed: number; killed: string } & Verdict

/** One database with its stand-in, and the processes that work on it by the clock of the test. */
type Lane = {
  house: House
  practice: Practice
  twilio: TwilioStandIn
  products: Product[]
  time: Time
  /** The numbers of its processes. */
  processes: number[]
  /** Starts these processes, by their number, and waits until they listen. */
  start(which: number[]): Promise<void>
}

/**
 * Runs one after the other on one database, each on a day of its own: notices fall due, the product is killed at a
 * moment that the seed chooses, started again, and left alone until nothing moves any more.
 */
export const runLane = async (
  fresh: () => Promise<FreshDatabase>,
  seeds: number[],
  processes: number,
  progress: (run: Run) => void,
): Promise<Run[]> => {
  const lane = await openLane(fresh, seeds[0] ?? 0, processes)
  const runs: Run[] = []
  for (const [day, seed] of seeds.entries()) {
    const run = await runOnce(lane, seed, day)
    runs.push(run)
    progress(run)
  }
  await Promise.all(lane.products.map(product => product.stop()))
  await lane.twilio.stop()
  return runs
}

const openLane = async (
  fresh: () => Promise<FreshDatabase>,
  seed: number,
  processes: number,
): Promise<Lane> => {
  const products: Product[] = []
  let shiftMs = 0
  const clock = clockFrom(() => Date.now() + shiftMs)
  const set = async (instant: Instant): Promise<void> => {
    shiftMs = Date.parse(instant) - Date.now()
    await Promise.all(products.map(product => product.shiftTo(shiftMs)))
  }
  const time = { now: clock.now, set, pass: (seconds: number) => set(addSeconds(clock.now(), seconds)) }
  const { db, url: databaseUrl } = await fresh()
  const twilio = await startUnrulyTwilio(chanceOf(seed), clock.epochMs)
  const settings = await settingsFor(databaseUrl, twilio, processes)
  const house = { db, clock, config: testConfig({ databaseUrl }), secrets: secretsFrom(SECRET_KEY) }
  return {
    house,
    twilio,
    products,
    time,
    practice: await latePractice(house),
    processes: settings.map((_setting, nth) => nth),
    async start(which) {
      for (const nth of which) products[nth] = startProduct(settings[nth]!, shiftMs)
      await Promise.all(which.map(nth => products[nth]!.ready))
    },
  }
}

const runOnce = async (lane: Lane, seed: number, day: number): Promise<Run> => {
  const { house, practice, twilio, products, time } = lane
  const chance = chanceOf(seed)
  const round = await placeLateRound(house, practice, day)
  await time.set(instantAt(round.on, round.at, practice.halle.zone))
  const all = lane.processes
  if (day === 0) await lane.start(all)
  misbehave(twilio, chance)
  const moment = momentOf(chance, twilio)
  await arrive(house, practice, round, chance.one(products).url)
  await moment.comes
  const victims = all.length > 1 && chance.whole(3) > 0 ? [chance.one(all)] : all
  await Promise.all(victims.map(nth => products[nth]!.kill()))
  await lane.start(victims)
  twilio.behave('accept')
  twilio.hangUp()
  await settle(house.db, time).catch(fault => {
    throw new Error(`seed ${seed}: ${fault}\n${products.map(product => product.said()).join('\n')}`)
  })
  const verdict = await verdictOn(house.db, round.roundId, twilio.accepted)
  if (verdict.notices < practice.patients.length) verdict.complaints.push('notices are missing')
  return { seed, killed: `${victims.length} of ${all.length}, ${moment.words}`, ...verdict }
}

const settingsFor = async (
  databaseUrl: string,
  twilio: TwilioStandIn,
  processes: number,
): Promise<Setting[]> => {
  const ports: number[] = []
  for (let nth = 0; nth < processes; nth++) ports.push(await freePort())
  const publicUrl = `http://127.0.0.1:${ports[0]}`
  return ports.map(port => ({ databaseUrl, port, publicUrl, twilio: twilio.config }))
}

const LATEST_MS = 700
const SHORTLY_MS = 40

/** When to kill: some time after the notices fell due, or shortly after the stand-in was asked for the nth time. */
const momentOf = (chance: Chance, twilio: TwilioStandIn): { comes: Promise<unknown>; words: string } => {
  if (chance.whole(2) === 0) {
    const ms = chance.number(LATEST_MS)
    return { comes: pause(ms), words: `${Math.round(ms)} ms after` }
  }
  const nth = 1 + chance.whole(8)
  const ms = chance.number(SHORTLY_MS)
  const from = twilio.asked()
  const asked = new Promise<void>(resolve => {
    twilio.onAsked(times => {
      if (times >= from + nth) resolve()
    })
  })
  const comes = Promise.race([asked.then(() => pause(ms)), pause(3 * LATEST_MS)])
  return { comes, words: `${Math.round(ms)} ms after request ${nth}` }
}
