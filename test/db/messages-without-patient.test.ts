import { expect, test } from 'vitest'
import { down, up } from '../../migrations/2026-11-24-0900-let-messages-name-no-patient.ts'
import { inTransaction } from '../../src/db/database.ts'
import { queueMessage } from '../../src/messages/outbox.ts'
import { cast } from '../support/cast.ts'
import { onBothDatabases } from '../support/database.ts'

const NOW = '2026-11-25T07:00:00.000Z'

onBothDatabases('a message that names no patient', fresh => {
  test('goes when the change is taken back, and the others stay with all that hangs on them', async () => {
    const { db } = await fresh()
    const { halle, roussel } = await cast(db)
    const queue = (patientId: string | null, purpose: 'code' | 'reply') =>
      inTransaction(db, trx =>
        queueMessage(
          trx,
          {
            practiceId: halle.id,
            patientId,
            carerId: null,
            purpose,
            origin: 'code',
            refId: 'x',
            toPhone: '+33639980777',
            dueAt: NOW,
            usefulUntilAt: NOW,
          },
          NOW,
        ),
      )
    const kept = await queue(roussel, 'reply')
    await queue(null, 'code')
    await db.transaction().execute(down)
    const stored = async () => ({
      messages: (await db.selectFrom('messages').select('id').execute()).map(({ id }) => id),
      events: (await db.selectFrom('message_events').select('message_id').execute()).map(
        ({ message_id }) => message_id,
      ),
    })
    expect(await stored()).toEqual({ messages: [kept], events: [kept] })
    await expect(queue(null, 'code')).rejects.toThrow(/null/i)
    await db.transaction().execute(up)
    expect(await stored()).toEqual({ messages: [kept], events: [kept] })
    await queue(null, 'code')
    await expect(queue('nobody', 'reply')).rejects.toThrow(/foreign key/i)
  })
})
