// One of several processes that want the same place: `node booking-process.ts URL HOW_MANY APPOINTMENT`. It waits for a
// line on standard input, so that all begin together, and prints each answer on a line.
import { once } from 'node:events'
import { bookAppointment } from '../../src/agenda/queries.ts'
import { inTransaction, openDatabase } from '../../src/db/database.ts'

const [url, howMany, appointment] = process.argv.slice(2) as [string, string, string]
const db = openDatabase(url)
const { patientIds, ...wanted } = JSON.parse(appointment)
console.log('ready')
await once(process.stdin, 'data')
const answers = await Promise.all(
  Array.from({ length: Number(howMany) }, (_, nth) =>
    inTransaction(db, trx =>
      bookAppointment(trx, { ...wanted, patientId: patientIds[nth] }, wanted.now, {
        by: { kind: 'patient' },
      }),
    ),
  ),
)
for (const answer of answers) console.log(answer.booked ? 'booked' : answer.why)
await db.destroy()
process.exit(0)
