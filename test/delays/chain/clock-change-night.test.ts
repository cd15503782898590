import { expect, test } from 'vitest'
import { onBothDatabases } from '../../support/database.ts'
import { chain, PHONES } from './chain.ts'

onBothDatabases('the night in which the clocks change', fresh => {
  test.each([
    // 2 h 40 comes twice, and the first is meant: at 2 h 30 by the first hour, the second visit will be at 2 h 10 by the next.
    { way: 'go back', on: '2026-10-25', begins: '2026-10-25T00:30:00.000Z', agreed: '02:40', said: '2h10' },
    // There is no 2 h 30: at 3 h, half an hour after 1 h 30, the second visit will be at 3 h 40.
    {
      way: 'go forward',
      on: '2026-03-29',
      begins: '2026-03-29T01:00:00.000Z',
      agreed: '03:10',
      said: '3h40',
    },
  ])('they $way: who waits is told once, by their clock', async ({ on, begins, agreed, said }) => {
    const scene = await chain(fresh, { on })
    const { clock } = scene.house
    const first = await scene.place({ at: '01:30', minutes: 30 }, { last_name: 'Lemoine' })
    const second = await scene.place({ at: agreed }, { last_name: 'Delmas', phone: PHONES.delmas })
    clock.set(begins)
    await scene.tap('arrival', first)
    for (let minutes = 0; minutes < 120; minutes += 2) {
      if (minutes === 30) await scene.tap('completion', first)
      if (minutes === 38) await scene.tap('arrival', second)
      await scene.turn()
      clock.pass(2)
    }
    const texts = await scene.texts(PHONES.delmas)
    expect(texts.map(text => text.body)).toEqual([expect.stringContaining(`vers ${said}`)])
  })
})
