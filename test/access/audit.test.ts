import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { keepAudit } from '../../src/access/audit.ts'
import { Conflict } from '../../src/http/refusals.ts'
import { testHouse } from '../support/app.ts'
import { cast } from '../support/cast.ts'
import { onBothDatabases } from '../support/database.ts'

onBothDatabases('an audit entry', fresh => {
  const arrive = async () => {
    const house = await testHouse({}, fresh)
    const people = await cast(house.db)
    const by = { practiceId: people.halle.id, actor: 'link:abc' }
    const app = Fastify()
    keepAudit(app, house)
    app.get('/nothing', async () => 'ok')
    app.get('/seen/:id', async request => {
      request.touches([people.roussel], by)
      request.touches(['a-second', people.roussel])
      return 'ok'
    })
    app.get('/nobody', async request => request.touches([people.roussel]))
    app.post('/written', async request => {
      await request.transact(async trx => {
        request.touches([people.roussel], by)
        await trx.updateTable('patients').set({ city: 'Sedan' }).execute()
      })
      request.touches([people.roussel])
      return 'ok'
    })
    app.post('/written-then-read', async request => {
      request.touches([people.roussel], by)
      await request.transact(async () => {})
      request.touches(['a-second'])
      return 'ok'
    })
    app.post('/refused', async request => {
      request.touches([people.roussel], by)
      await request.transact(async trx => {
        await trx.updateTable('patients').set({ city: 'Sedan' }).execute()
        throw new Conflict('Trop tard.')
      })
    })
    const entries = () => house.db.selectFrom('audit_entries').selectAll().orderBy('id').execute()
    const city = async () =>
      (await house.db.selectFrom('patients').select('city').executeTakeFirstOrThrow()).city
    return { house, app, entries, city, ...people }
  }

  test('says who, which route and which patients, and nothing of the address or the content', async () => {
    const { app, entries, roussel, halle, house } = await arrive()
    await app.inject('/seen/their-door?q=odette')
    const [entry, ...others] = await entries()
    expect(others).toEqual([])
    expect(entry).toMatchObject({
      practice_id: halle.id,
      actor: 'link:abc',
      route: 'GET /seen/:id',
      patient_ids: JSON.stringify([roussel, 'a-second'].sort()),
      at: house.clock.now(),
    })
    expect(JSON.stringify(entry)).not.toMatch(/odette|their-door/)
  })

  test('is not left by a request that touches nobody', async () => {
    const { app, entries } = await arrive()
    await app.inject('/nothing')
    expect(await entries()).toEqual([])
  })

  test('is one for a request that writes, committed with what it wrote', async () => {
    const { app, entries, city } = await arrive()
    await app.inject({ method: 'POST', url: '/written' })
    expect(await city()).toBe('Sedan')
    expect(await entries()).toHaveLength(1)
  })

  test('also names whom a request touched after its transaction', async () => {
    const { app, entries, roussel } = await arrive()
    await app.inject({ method: 'POST', url: '/written-then-read' })
    expect((await entries()).map(entry => JSON.parse(entry.patient_ids))).toEqual([[roussel], ['a-second']])
  })

  test('remains of a request that was refused, though what it wrote does not', async () => {
    const { app, entries, city } = await arrive()
    expect((await app.inject({ method: 'POST', url: '/refused' })).statusCode).toBe(409)
    expect(await city()).toBe('Charleville-Mézières')
    expect(await entries()).toHaveLength(1)
  })

  test('by nobody is a fault, not an entry', async () => {
    const { app, entries } = await arrive()
    expect((await app.inject('/nobody')).statusCode).toBe(500)
    expect(await entries()).toEqual([])
  })

  test('that cannot be written holds the answer back', async () => {
    const { app, house } = await arrive()
    await house.db.schema.dropTable('audit_entries').execute()
    const answer = await app.inject('/seen/42')
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toBe('ok')
  })
})
