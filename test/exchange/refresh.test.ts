import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { listBusyTimes } from '../../src/agenda/busy-times.ts'
import { addSource } from '../../src/agenda/calendar-sources.ts'
import { inTransaction } from '../../src/db/database.ts'
import { minutesAfter, refreshCalendars, sealOf } from '../../src/exchange/refresh-calendars.ts'
import { newId } from '../../src/ids.ts'
import { testHouse } from '../support/app.ts'
import { cast } from '../support/cast.ts'
import { onBothDatabases } from '../support/database.ts'
import { here, serving } from './calendar-server.ts'

const calendar = (hour: string): string =>
  [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'UID:1',
    `DTSTART:20261126T${hour}0000Z`,
    'DURATION:PT1H',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n')

test('after each failure it is tried again later, at most six hours later', () => {
  expect([1, 2, 3, 4, 7, 100].map(minutesAfter)).toEqual([5, 10, 20, 40, 320, 360])
})

onBothDatabases('a calendar that is read again and again', fresh => {
  /** A calendar of Camille’s, due now, behind a server whose answer the test decides. */
  const scene = async () => {
    const house = await testHouse({}, fresh)
    const people = await cast(house.db)
    const answers = { now: (response: ServerResponse): unknown => response.end(calendar('08')) }
    const server = await serving((_request, response) => answers.now(response))
    const id = newId()
    const of = { practiceId: people.halle.id, clinicianId: people.camille }
    const sealedAddress = house.secrets.seal(`${server.url}/secret.ics`, sealOf(id))
    await inTransaction(house.db, trx =>
      addSource(trx, { ...of, id, name: 'Hôpital', sealedAddress }, house.clock.now()),
    )
    await house.db.updateTable('calendar_sources').set({ next_try_at: house.clock.now() }).execute()
    return {
      house,
      answers,
      asked: server.asked,
      refresh: () => refreshCalendars(house, house.clock.now(), here),
      source: () => house.db.selectFrom('calendar_sources').selectAll().executeTakeFirstOrThrow(),
      busy: async () =>
        (
          await listBusyTimes(house.db, of.practiceId, [of.clinicianId], {
            fromAt: '2026-11-26T00:00:00.000Z',
            toAt: '2026-11-27T00:00:00.000Z',
          })
        )
          .get(of.clinicianId)!
          .map(({ fromAt }) => fromAt.slice(11, 16)),
    }
  }

  test('gives its busy times, and is due again an hour later', async () => {
    const { house, answers, refresh, busy, source } = await scene()
    expect(await refresh()).toBe(true)
    expect(await busy()).toEqual(['08:00'])
    expect(await source()).toMatchObject({
      failure: null,
      next_try_at: '2026-11-25T08:00:00.000Z',
      left_out: 0,
    })
    answers.now = response => response.end(calendar('14'))
    expect(await refresh(), 'not before').toBe(false)
    house.clock.pass(60)
    await refresh()
    expect(await busy()).toEqual(['14:00'])
  })

  test('that fails keeps what was read last, and says since when and why', async () => {
    const { house, answers, refresh, busy, source } = await scene()
    await refresh()
    answers.now = response => response.writeHead(500).end()
    house.clock.pass(60)
    await refresh()
    house.clock.pass(5)
    answers.now = response => response.end('<html>Connexion</html>')
    await refresh()
    expect(await busy()).toEqual(['08:00'])
    expect(await source()).toMatchObject({
      failure: 'not_a_calendar',
      failing_since_at: '2026-11-25T08:00:00.000Z',
      read_at: '2026-11-25T07:00:00.000Z',
      failures: 2,
      next_try_at: '2026-11-25T08:15:00.000Z',
    })
    answers.now = response => response.end(calendar('16'))
    house.clock.pass(10)
    await refresh()
    expect(await busy()).toEqual(['16:00'])
    expect(await source()).toMatchObject({ failure: null, failing_since_at: null, failures: 0 })
  })

  test('that did not change is not sent again, until its repetitions must be worked out anew', async () => {
    const { house, answers, asked, refresh, busy } = await scene()
    answers.now = response => response.writeHead(200, { etag: '"1"' }).end(calendar('08'))
    await refresh()
    answers.now = response => response.writeHead(304).end()
    house.clock.pass(60)
    await refresh()
    expect(await busy()).toEqual(['08:00'])
    answers.now = response => response.end(calendar('08'))
    house.clock.pass(8 * 24 * 60)
    await refresh()
    expect(asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"', undefined])
  })

  test('of somebody who left is read no more', async () => {
    const { house, asked, refresh } = await scene()
    await house.db.updateTable('memberships').set({ ended_at: house.clock.now() }).execute()
    expect(await refresh()).toBe(false)
    expect(asked).toEqual([])
  })

  test('is read by one worker at a time', async () => {
    const { asked, refresh } = await scene()
    const taken = await Promise.all([refresh(), refresh(), refresh()])
    expect(taken.filter(Boolean)).toHaveLength(1)
    expect(asked).toHaveLength(1)
  })
})
