import { setTimeout as pause } from 'node:timers/promises'
import { clockFrom } from '../../src/clock.ts'
import type { House } from '../../src/house.ts'
import { secretsFrom } from '../../src/secrets.ts'
import type { Instant } from '../../src/terms.ts'
import { instantAt } from '../../src/time.ts'
import { testConfig } from '../support/app.ts'
import type { FreshDatabase } from '../support/database.ts'
import type { TwilioStandIn } from '../support/twilio-stand-in.ts'
import { type Chance, chanceOf } from './chance.ts'
import { arrive, latePractice, placeLateRound } from './late-round.ts'
import { freePort, type Product, SECRET_KEY, type Setting, startProduct } from './product.ts'
import { settle } from './settle.ts'
import { misbehave, startUnrulyTwilio } from './unruly-twilio.ts'
import { noticesOf, type Verdict, verdictOn } from './verdict.ts'

/** One run: what was killed and when, and what became of its notices. */
export type Run = { seed: number; killed: string } & Verdict

/**
 * Runs one after the other on one database, each on a day of its own: notices fall due, the product is killed at a
 * moment that the seed chooses, started again, and left alone until nothing moves any more.
 */
export const runLane = async (
  fresh: () => Promise<FreshDatabase>,
  seeds: number[],
  processes: number,
  progress: () => void,
): Promise<Run[]> => {
  let shiftMs = 0
  const products: Product[] = []
  const time = {
    now: (): Instant => new Date(Date.now() + shiftMs).toISOString(),
    set(instant: Instant) {
      shiftMs = Date.parse(instant) - Date.now()
      for (const product of products) product.shiftTo(shiftMs)
    },
    pass: (seconds: number) => time.set(new Date(Date.now() + shiftMs + seconds * 1000).toISOString()),
  }
  const { db, url: databaseUrl } = await fresh()
  const twilio = await startUnrulyTwilio(chanceOf(seeds[0] ?? 0), () => Date.now() + shiftMs)
  const settings = await settingsFor(databaseUrl, twilio, processes)
  const house: House = {
    db,
    clock: clockFrom(() => Date.now() + shiftMs),
    config: testConfig({ databaseUrl }),
    secrets: secretsFrom(SECRET_KEY),
  }
  const practice = await latePractice(house)
  const start = async (which: number[]): Promise<void> => {
    for (const nth of which) products[nth] = startProduct(settings[nth]!, shiftMs)
    await Promise.all(which.map(nth => products[nth]!.ready))
  }
  const all = settings.map((_setting, nth) => nth)

  const runs: Run[] = []
  for (const [day, seed] of seeds.entries()) {
    const chance = chanceOf(seed)
    const round = await placeLateRound(house, practice, day)
    time.set(instantAt(round.on, round.at, practice.halle.zone))
    if (day === 0) await start(all)
    misbehave(twilio, chance)
    const moment = momentOf(chance, twilio)
    await arrive(house, practice, round, chance.one(products).url)
    await moment.comes
    const victims = all.length > 1 && chance.whole(3) > 0 ? [chance.one(all)] : all
    await Promise.all(victims.map(nth => products[nth]!.kill()))
    await start(victims)
    twilio.behave('accept')
    twilio.hangUp()
    await settle(db, time).catch(fault => {
      throw new Error(`seed ${seed}: ${fault}\n${products.map(product => product.said()).join('\n')}`)
    })
    const verdict = await verdictOn(db, round.roundId, twilio.accepted)
    const notices = await noticesOf(db, round.roundId)
    if (notices.length < practice.patients.length) verdict.complaints.push('notices are missing')
    runs.push({ seed, killed: `${victims.length} of ${all.length}, ${moment.words}`, ...verdict })
    progress()
  }
  await Promise.all(products.map(product => product.stop()))
  await twilio.stop()
  return runs
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
