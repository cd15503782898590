import { expect, test } from 'vitest'
import { noteAnswer, noteFailure } from '../../src/messages/circuit.ts'
import { freshSqlite } from '../support/database.ts'
import { morning, paris, ROUND } from './scene.ts'

test('the round says that texts do not leave, since when, and where the calls are; and no more once they do', async () => {
  const scene = await morning(freshSqlite)
  const { db } = scene.house
  expect(await scene.camillePhone.read(ROUND)).not.toContain('ne partent plus')
  for (let times = 0; times < 3; times++) await noteFailure(db, 'down', paris('07:12'))
  expect(await scene.camillePhone.read(ROUND)).toContain(
    'Depuis 7 h 12, les SMS ne partent plus. Les appels à passer sont dans « À faire », les plus urgents d’abord.',
  )
  await noteAnswer(db)
  expect(await scene.camillePhone.read(ROUND)).not.toContain('ne partent plus')
})
