import { expect, test } from 'vitest'
import { onBothDatabases } from '../../support/database.ts'
import { chain, PHONES } from './chain.ts'

const DAYS = [
  ['in Paris, when the clocks went back that night', 'Europe/Paris', '2026-10-25', '07:33Z'],
  ['in Paris, when the clocks went forward that night', 'Europe/Paris', '2026-03-29', '06:33Z'],
  ['in La Réunion', 'Indian/Reunion', '2026-11-25', '04:33Z'],
  ['in Martinique', 'America/Martinique', '2026-11-25', '12:33Z'],
] as const

onBothDatabases('a late morning has the hours of its practice', fresh => {
  test.each(DAYS)('%s', async (_where, zone, on, due) => {
    const scene = await chain(fresh, { practice: { zone }, on })
    const first = await scene.place({ at: '08:00', minutes: 30 }, { phone: PHONES.lemoine })
    const second = await scene.place({ at: '08:45', tolerance_minutes: 5 }, { phone: PHONES.petit })
    scene.setTime('08:30')
    await scene.tap('arrival', first)
    const [notice] = await scene.notices(second)
    expect(notice?.due_at).toBe(`${on}T${due.replace('Z', ':00.000Z')}`)
    scene.setTime('08:33')
    await scene.turn()
    const [told] = await scene.notices(second)
    expect(scene.local(told!.estimate_at)).toMatch(/^09:[01]/)
    expect((await scene.texts()).map(text => text.body)).toEqual([
      expect.stringMatching(
        new RegExp(`^Camille arrivera vers \\S+, ${scene.range(told!)}, au lieu de 8h45\\.`),
      ),
    ])
  })

  test.each([
    ['skips an hour', '2026-03-29'],
    ['has an hour twice', '2026-10-25'],
  ])('a night round in a night that %s is as long as it really is', async (_what, on) => {
    const scene = await chain(fresh, { practice: { zone: 'Europe/Paris' }, on })
    const first = await scene.place({ at: '01:30' }, { phone: PHONES.lemoine })
    await scene.place({ at: '03:15' }, { phone: PHONES.petit })
    scene.setTime('01:30')
    await scene.tap('arrival', first)
    scene.setTime('01:45')
    await scene.tap('completion', first)
    expect(await scene.notices()).toEqual([])
    scene.setTime('03:00')
    await scene.tap('delay', null, { minutes: 40 })
    scene.setTime('03:03')
    await scene.turn()
    const [notice] = await scene.notices()
    expect(scene.local(notice!.estimate_at)).toBe('03:55')
    expect((await scene.texts()).map(text => text.body)).toEqual([
      expect.stringContaining(`, ${scene.range(notice!)}, au lieu de 3h15.`),
    ])
  })
})
