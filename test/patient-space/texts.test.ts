import { afterEach, beforeEach, expect, test } from 'vitest'
import { isOptedOut } from '../../src/messages/opt-out.ts'
import { listOpenTasks } from '../../src/messages/tasks.ts'
import type { World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'
import { linkTo, paris, passageOfRoussel, type Scene } from './scene.ts'

const PATIENT = '+33639980101'
const CARER = '+33639980102'

let world: World
let scene: Scene

beforeEach(async () => {
  world = await freshWorld()
  scene = await passageOfRoussel(world)
  world.house.clock.set(paris('09:14'))
})
afterEach(async () => {
  await world.app.close()
})

const post = (texts: 'on' | 'off', address = scene.address) =>
  world.app.inject({
    method: 'POST',
    url: `${address}/texts`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: `texts=${texts}`,
  })
const refuses = (phone: string) => isOptedOut(world.house.db, { practiceId: world.halle.id, phone })
const alerts = async () =>
  (await listOpenTasks(world.house.db, world.halle.id)).map(({ kind, reason }) => ({ kind, reason }))

test('to want no more texts is asked about first: following the link stops nothing', async () => {
  const { body } = await world.app.inject({ url: `${scene.address}/texts` })
  expect(body).toContain('Ne plus recevoir de SMS')
  expect(await refuses(PATIENT)).toBe(false)
})

test('once confirmed, texts stop, the practice is told, and the page shows the way back', async () => {
  expect((await post('off')).headers.location).toBe(`${scene.address}/texts`)
  expect(await refuses(PATIENT)).toBe(true)
  expect(await alerts()).toEqual([{ kind: 'alert', reason: 'no_more_texts' }])
  expect((await world.app.inject({ url: `${scene.address}/texts` })).body).toContain('Recevoir à nouveau')
  expect((await world.app.inject({ url: scene.address })).body).toContain('Vous ne recevez plus de SMS')
})

test('texts may be wanted again, and the practice no longer sees the refusal', async () => {
  await post('off')
  await post('on')
  expect(await refuses(PATIENT)).toBe(false)
  expect(await alerts()).toEqual([])
})

test('said twice, it counts once', async () => {
  await post('off')
  await post('off')
  const kept = await world.house.db.selectFrom('inbound_messages').select('meaning').execute()
  expect(kept).toEqual([{ meaning: 'opt_out' }])
})

test('a carer stops the texts to the carer alone', async () => {
  const carers = await linkTo(world, scene.stopId, world.paul)
  await post('off', carers.address)
  expect([await refuses(CARER), await refuses(PATIENT)]).toEqual([true, false])
})
