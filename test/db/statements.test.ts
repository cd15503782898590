import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { rememberingStatements } from '../../src/db/statements.ts'

const open = () => {
  const database = new Database(':memory:')
  database.exec('create table stops (id text); insert into stops values (1)')
  return rememberingStatements(database)
}

describe('a text of SQL', () => {
  it('is understood once', () => {
    const database = open()
    expect(database.prepare('select * from stops')).toBe(database.prepare('select * from stops'))
  })

  it('is understood again once tables have changed', () => {
    const database = open()
    database.prepare('select * from stops')
    database.prepare('alter table stops add column place text').run([])
    expect(database.prepare('select * from stops').all([])).toEqual([{ id: '1', place: null }])
  })

  it('is forgotten when many others came since', () => {
    const database = open()
    const first = database.prepare('select 0 from stops')
    for (let nth = 1; nth <= 500; nth++) database.prepare(`select ${nth} from stops`)
    expect(database.prepare('select 0 from stops')).not.toBe(first)
  })
})
