import { feedToken, openFeed } from '../../src/agenda/calendar-feeds.ts'
import { addSource, keepReading } from '../../src/agenda/calendar-sources.ts'
import { inTransaction } from '../../src/db/database.ts'
import { openRoom, roomToken } from '../../src/exchange/waiting-rooms.ts'
import { newId } from '../../src/ids.ts'
import type { Id } from '../../src/terms.ts'
import { toEpochMs } from '../../src/time.ts'
import type { World } from '../support/route-examples.ts'

/** Camille’s feed, and its address. */
export const feedOfCamille = async ({ house, halle, camille }: World): Promise<string> => {
  const { db, secrets, clock } = house
  await inTransaction(db, trx =>
    openFeed(trx, secrets, { practiceId: halle.id, userId: camille, titles: 'neutral' }, clock.now()),
  )
  const { id } = await db.selectFrom('calendar_feeds').select('id').executeTakeFirstOrThrow()
  return `/calendar/${feedToken(secrets, id)}/agenda.ics`
}

/** A calendar of Camille’s at an address that nobody may read, with one busy hour of its last good reading. */
export const sourceOfCamille = async ({ house, halle, camille }: World): Promise<Id> => {
  const { db, secrets, clock } = house
  const id = newId()
  const of = { practice_id: halle.id, clinician_id: camille }
  const sealedAddress = secrets.seal('http://127.0.0.1/a.ics', `calendar-source:${id}`)
  const from = toEpochMs('2026-11-26T08:00:00.000Z')
  await inTransaction(db, async trx => {
    await addSource(
      trx,
      { id, name: 'Hôpital', sealedAddress, practiceId: halle.id, clinicianId: camille },
      clock.now(),
    )
    const reading = {
      busy: [{ from, to: from + 3_600_000 }],
      coversToAt: null,
      leftOut: 0,
      etag: null,
      nextTryAt: null,
    }
    await keepReading(trx, { id, ...of }, reading, clock.now())
  })
  return id
}

/** A screen of Camille’s practice, and its address. */
export const roomOf = async ({ house, halle }: World): Promise<string> => {
  const { db, secrets, clock } = house
  const id = await inTransaction(db, trx =>
    openRoom(trx, secrets, { practiceId: halle.id, name: 'Salle d’attente' }, clock.now()),
  )
  return `/waiting-room/${roomToken(secrets, id)}`
}

/** A file of one patient that Inès brought, and its address. */
export const importOf = async ({ app, cookies }: World): Promise<string> => {
  const { headers } = await app.inject({
    method: 'POST',
    url: '/practice/imports',
    headers: { cookie: cookies.ines, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ subject: 'patients', text: 'Nom;Prénom\nPetit;Anne' }).toString(),
  })
  return String(headers.location)
}
