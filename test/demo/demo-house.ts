import { copyFileSync } from 'node:fs'
import { afterAll } from 'vitest'
import { openDatabase } from '../../src/db/database.ts'
import { fileOf } from '../../src/db/dialect.ts'
import { prepareDemo } from '../../src/demo/prepare.ts'
import { workings } from '../../src/server/workings.ts'
import { makeWorker } from '../../src/worker.ts'
import { type TestHouse, testHouse } from '../support/app.ts'
import { freshSqlite } from '../support/database.ts'

export type DemoHouse = TestHouse & { turn: () => Promise<number> }

/** A house of the demo whose practice is not seeded yet. A fault of its worker fails the test. */
export const demoHouse = async (fresh = freshSqlite): Promise<DemoHouse> => {
  const house = await testHouse({ demo: true }, fresh)
  const failing = (facts: unknown): never => {
    throw new Error(JSON.stringify(facts))
  }
  return { ...house, turn: makeWorker(workings(house, failing)).turn }
}

/** The demo at 8 h 40, as a visitor finds it. Its morning is played once per test file, then copied. */
export const demoAtStart = async (): Promise<DemoHouse> => {
  played ??= playMorning()
  const template = await played
  const house = await demoHouse(() => copyOf(template))
  await prepareDemo(house, house)
  return house
}

let played: Promise<string> | undefined

const playMorning = async (): Promise<string> => {
  const house = await demoHouse()
  await prepareDemo(house, house)
  await house.db.destroy()
  return fileOf(house.url)
}

const closings: (() => Promise<void>)[] = []

afterAll(async () => {
  for (const close of closings.splice(0)) await close()
})

const copyOf = async (template: string) => {
  const file = template.replace('.db', `-${closings.length}.db`)
  copyFileSync(template, file)
  const url = `sqlite:${file}`
  const db = openDatabase(url)
  closings.push(() => db.destroy())
  return { db, url, kind: 'sqlite' } as const
}
