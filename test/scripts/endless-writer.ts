// A process that writes to a database until its input ends: in each transaction a practice and an opt-out of it.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Db, inTransaction, openDatabase } from '../../src/db/database.ts'
import { newId } from '../../src/ids.ts'
import { practice } from '../support/people.ts'

const db = openDatabase(process.env.DATABASE_URL!)
let stopped = false
process.stdin.resume().once('end', () => {
  stopped = true
})

const at = '2026-11-25T07:00:00.000Z'
for (let written = 0; !stopped; written++) {
  await inTransaction(db, async trx => {
    const { id } = await practice(trx as Db)
    const optOut = {
      id: newId(),
      practice_id: id,
      phone: '+33639980101',
      via: 'sms',
      at,
      ended_at: null,
    } as const
    await trx.insertInto('opt_outs').values(optOut).execute()
  })
  if (written === 0) console.log('writing')
  // SQLite answers at once: without a pause the end of the input would never be heard.
  await nextTurn()
}
await db.destroy()
