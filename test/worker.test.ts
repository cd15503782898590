import { expect, test } from 'vitest'
import { simulatedGateway } from '../src/messages/gateways/simulated.ts'
import { reportSimulatedDeliveries } from '../src/messages/gateways/simulated-reports.ts'
import { makeWorker, startWorker } from '../src/worker.ts'
import { gatewayThat, originThat, outboxWorld, stillTrue } from './messages/outbox-world.ts'
import { freshSqlite } from './support/database.ts'

type Logged = { facts: Record<string, unknown>; words: string }

const workerWorld = async () => {
  const world = await outboxWorld(freshSqlite)
  const logged: Logged[] = []
  const origins = { notice: originThat(stillTrue) }
  const log = (facts: Record<string, unknown>, words: string) => logged.push({ facts, words })
  return {
    ...world,
    origins,
    logged,
    setup: { house: world, gateway: simulatedGateway(world), origins, log },
  }
}

test('a turn sends what is due, then does every chore with the time it is', async () => {
  const world = await workerWorld()
  await world.queue()
  const seen: unknown[] = []
  const texts = async (now: string) => {
    seen.push(now, await world.db.selectFrom('simulated_texts').select('phone').execute())
  }
  const worker = makeWorker({ ...world.setup, chores: [{ name: 'look', run: texts }] })
  expect(await worker.turn()).toBe(1)
  expect(seen).toEqual([world.clock.now(), [{ phone: '+33639980101' }]])
})

test('two turns asked for at once follow each other', async () => {
  const world = await workerWorld()
  const steps: string[] = []
  const run = async () => {
    steps.push('begins')
    await world.db.selectFrom('practices').select('id').execute()
    steps.push('ends')
  }
  const worker = makeWorker({ ...world.setup, chores: [{ name: 'steps', run }] })
  await Promise.all([worker.turn(), worker.turn()])
  expect(steps).toEqual(['begins', 'ends', 'begins', 'ends'])
})

test('a chore’s fault is logged without what its message quotes, and the others go on', async () => {
  const world = await workerWorld()
  let done = false
  const chores = [
    {
      name: 'broken',
      run: async () => {
        throw Object.assign(new Error('value "+33639980101" of Odette Roussel'), { code: '22P02' })
      },
    },
    {
      name: 'next',
      run: async () => {
        done = true
      },
    },
  ]
  await makeWorker({ ...world.setup, chores }).turn()
  expect(done).toBe(true)
  expect(world.logged).toMatchObject([
    { facts: { where: 'broken', fault: { kind: 'Error', code: '22P02' } } },
  ])
  expect(JSON.stringify(world.logged)).not.toMatch(/33639980101|Roussel/)
})

test('stopping waits until what was claimed is sent and written down', async () => {
  const world = await workerWorld()
  const id = await world.queue()
  let reached = () => {}
  let release = () => {}
  const atGateway = new Promise<void>(resolve => {
    reached = resolve
  })
  const released = new Promise<void>(resolve => {
    release = resolve
  })
  const { gateway } = gatewayThat(async () => {
    reached()
    await released
    return { outcome: 'accepted', providerId: 'SM1' }
  })
  const worker = startWorker({ ...world.setup, gateway })
  await atGateway
  const stopped = worker.stop()
  release()
  await stopped
  expect(await world.message(id)).toMatchObject({ status: 'accepted' })
})

test('the simulated network delivers some seconds later', async () => {
  const world = await workerWorld()
  const id = await world.queue()
  const run = (now: string) => reportSimulatedDeliveries(world.db, world.origins, now)
  const worker = makeWorker({ ...world.setup, chores: [{ name: 'deliveries', run }] })
  await worker.turn()
  expect(await world.message(id)).toMatchObject({ status: 'accepted' })
  world.clock.pass(1)
  await worker.turn()
  expect(await world.message(id)).toMatchObject({ status: 'delivered' })
  expect(world.origins.notice.heard).toEqual(['sent'])
})
