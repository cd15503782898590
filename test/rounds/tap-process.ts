import { inTransaction, openDatabase } from '../../src/db/database.ts'
import { recordTap } from '../../src/rounds/record-tap.ts'

/** A connection of its own, in a process of its own, that receives one tap: `url now`, and the tap as JSON. */
const [url = '', now = '', tap = '{}'] = process.argv.slice(2)

const db = openDatabase(url)
console.log(await inTransaction(db, trx => recordTap(trx, JSON.parse(tap), now)))
await db.destroy()
