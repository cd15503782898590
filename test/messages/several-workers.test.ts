import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import type { Id } from '../../src/terms.ts'
import { onBothDatabases } from '../support/database.ts'
import { accepting, type OutboxWorld, originThat, outboxWorld, stillTrue } from './outbox-world.ts'

const script = new URL('worker-process.ts', import.meta.url).pathname

/** Runs a worker in a process of its own until nothing is due, and gives how it ended. */
const workerProcess = async ({ url, clock }: OutboxWorld, dies = 'never') => {
  const child = spawn(process.execPath, [script, url, clock.now(), dies], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const errors: Buffer[] = []
  child.stderr.on('data', data => errors.push(data))
  const [code, signal] = await once(child, 'close')
  return { code, signal, errors: Buffer.concat(errors).toString() }
}

const arrivalsOf = async ({ db }: OutboxWorld): Promise<(Id | null)[]> => {
  const texts = await db.selectFrom('simulated_texts').select('message_id').execute()
  return texts.map(text => text.message_id).sort()
}

onBothDatabases('workers in processes of their own', fresh => {
  test('never send the same text twice', async () => {
    const world = await outboxWorld(fresh)
    const ids: Id[] = []
    for (let count = 10; count < 50; count++) ids.push(await world.queue({ toPhone: `+336399802${count}` }))
    const ends = await Promise.all([workerProcess(world), workerProcess(world)])
    expect(ends).toEqual([
      { code: 0, signal: null, errors: '' },
      { code: 0, signal: null, errors: '' },
    ])
    expect(await arrivalsOf(world)).toEqual(ids.sort())
  })

  test.each(['before-send', 'after-send'])(
    'a text whose worker was killed %s becomes unknown and is never sent again',
    async dies => {
      const world = await outboxWorld(fresh)
      const id = await world.queue()
      expect(await workerProcess(world, dies)).toMatchObject({ signal: 'SIGKILL' })
      expect(await world.message(id)).toMatchObject({ status: 'attempted' })
      const { gateway, texts } = accepting()
      const origin = originThat(stillTrue)
      world.clock.pass(2)
      await world.deliver({ gateway, origin })
      expect(await world.message(id)).toMatchObject({ status: 'unknown', reason: null })
      expect(origin.heard).toEqual([])
      world.clock.pass(30)
      await world.deliver({ gateway, origin })
      await world.deliver({ gateway, origin })
      expect(await world.message(id)).toMatchObject({ status: 'unknown', reason: 'unknown' })
      expect(origin.heard, 'a call to make, once').toEqual(['unknown'])
      expect(texts).toEqual([])
    },
  )
})
