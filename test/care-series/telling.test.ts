import { afterEach, expect, test } from 'vitest'
import { listSeriesOf } from '../../src/agenda/series.ts'
import { listOpenTasks } from '../../src/messages/tasks.ts'
import { workings } from '../../src/server/workings.ts'
import { makeWorker } from '../../src/worker.ts'
import { onBothDatabases } from '../support/database.ts'
import { fieldsOf } from '../support/form-fields.ts'
import type { World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'
import { wordsOf } from '../today/scene.ts'
import { prescribed, weekOf } from './scene.ts'

const opened: World[] = []
afterEach(async () => {
  for (const { app } of opened.splice(0)) await app.close()
})

onBothDatabases('a whole series is told in one text:', fresh => {
  /** Fifteen sessions from December on, every Monday, as Bastien prepares them on screen. */
  const series = async () => {
    const world = await freshWorld({}, fresh)
    opened.push(world)
    const { house, halle, bastien, roussel, app, cookies } = world
    const { db } = house
    await weekOf(db, halle.id, bastien)
    const id = await prescribed(db, { practiceId: halle.id, patientId: roussel, by: bastien })
    const worker = makeWorker(workings(house, fault => expect.unreachable(JSON.stringify(fault))))
    const headers = { cookie: cookies.bastien }
    const get = async (path: string, fields: Record<string, string>) =>
      (await app.inject({ url: `${path}?${new URLSearchParams(fields)}`, headers })).body
    const post = async (url: string, fields: Record<string, string>) => {
      const payload = new URLSearchParams(fields).toString()
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      const { statusCode } = await app.inject({
        method: 'POST',
        url,
        headers: { ...headers, ...type },
        payload,
      })
      expect(statusCode).toBe(303)
    }
    const rhythm = {
      clinician: bastien,
      place: 'practice',
      duration: '30',
      unit: 'week',
      interval: '1',
      'moments[0][weekdays][0]': '1',
      'moments[0][from]': '10:30',
      from: '2026-12-07',
      sessions: '15',
    }
    const preview = async (path: string, more: Record<string, string> = {}) =>
      fieldsOf(await get(path, { ...rhythm, ...more }))
    const lay = async ({ tell = true } = {}) => {
      const { tell: ticked, ...fields } = await preview(`/prescriptions/${id}/series/preview`)
      expect(ticked).toBe('1')
      await post(`/prescriptions/${id}/series`, { ...fields, ...(tell && { tell: '1' }) })
    }
    const current = async () => (await listSeriesOf(db, halle.id, [id])).at(-1)!
    return {
      ...world,
      id,
      get,
      post,
      preview,
      lay,
      current,
      /** The texts that have left since the last look, once nothing can be taken back any more. */
      async texts(): Promise<string[]> {
        house.clock.pass(3)
        await worker.turn()
        const rows = await db.selectFrom('simulated_texts').selectAll().orderBy('id').execute()
        await db.deleteFrom('simulated_texts').execute()
        return rows.map(({ body }) => body.replace(/http\S+/, 'LIEN').replaceAll('\n', ' '))
      },
    }
  }

  test('its dates', async () => {
    const { lay, texts } = await series()
    await lay()
    expect(await texts()).toEqual([
      "Bonjour, c'est noté : 15 rendez-vous, du 7 décembre au 15 mars. Les dates : LIEN Cabinet de la Halle",
    ])
  })

  test('its new rhythm', async () => {
    const { lay, texts, preview, post, current } = await series()
    await lay({ tell: false })
    const { id, version } = await current()
    const fields = await preview(`/series/${id}/preview`, {
      version: String(version),
      from: '2027-01-04',
      'moments[0][from]': '14:00',
      sessions: '',
    })
    await post(`/series/${id}`, fields)
    expect(await texts()).toEqual([
      'Bonjour, 11 rendez-vous sont déplacés, du 4 janvier au 15 mars. Les dates : LIEN Cabinet de la Halle',
    ])
  })

  test('its end, without an excuse for what was agreed, and no other times for what is over', async () => {
    const { lay, texts, post, current, house, app } = await series()
    await lay({ tell: false })
    const { id, version } = await current()
    await post(`/series/${id}/end`, { version: String(version), tell: '1' })
    await texts()
    const { body } = await house.db.selectFrom('messages').select('body').executeTakeFirstOrThrow()
    expect(body).toMatch(/^C'est noté : 15 rendez-vous annulés, du 7 décembre au 15 mars\./)
    const page = wordsOf((await app.inject({ url: /\/p\/\S+/.exec(body!)![0] })).body)
    expect(page).toMatch(/Cette série de rendez-vous s’arrête\. .*14 autres sont annulés aussi/)
    expect(page).not.toMatch(/Un autre moment|moments semblent libres/)
  })

  test('not where whoever does it tells it, and by one call to who has no mobile', async () => {
    const { lay, texts, post, current, house, halle, roussel, id } = await series()
    await lay({ tell: false })
    expect(await texts()).toEqual([])
    await house.db.deleteFrom('phones').where('patient_id', '=', roussel).execute()
    const { version } = await house.db
      .selectFrom('prescriptions')
      .select('version')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect((await current()).ended_at).toBeNull()
    await post(`/prescriptions/${id}/end`, { version: String(version), tell: '1' })
    expect(await texts()).toEqual([])
    expect((await listOpenTasks(house.db, halle.id)).map(({ facts }) => facts.sentence)).toEqual([
      '15 rendez-vous annulés, du 7 décembre 2026 au 15 mars 2027.',
    ])
  })
})
