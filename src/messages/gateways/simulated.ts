import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/database.ts'
import { newId } from '../../ids.ts'
import type { Gateway } from './gateway.ts'

/** Sends nothing: keeps every text for the simulated phones of the demo and of the tests. */
export const simulatedGateway = ({ db, clock }: { db: Db; clock: Clock }): Gateway => ({
  async send({ messageId, practiceId, to, body }) {
    const id = newId()
    await db
      .insertInto('simulated_texts')
      .values({
        id,
        practice_id: practiceId,
        message_id: messageId,
        phone: to,
        direction: 'to_phone',
        body,
        at: clock.now(),
      })
      .execute()
    return { outcome: 'accepted', providerId: `simulated:${id}` }
  },
})
