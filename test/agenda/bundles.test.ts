import { expect, test } from 'vitest'
import { listMessageLines } from '../../src/agenda/list-message-lines.ts'
import { gatewayThat } from '../messages/outbox-world.ts'
import { onBothDatabases } from '../support/database.ts'
import { PAUL_PHONE, ROUSSEL_PHONE, type ToldStage, toldStage } from './told-stage.ts'

const MONDAY = '2026-12-07'
const WEDNESDAY = '2026-12-09'
const FRIDAY = '2026-12-11'

const three = async (stage: ToldStage): Promise<[string, string, string]> => [
  await stage.book({ on: MONDAY }),
  await stage.book({ on: WEDNESDAY, at: '09:30' }),
  await stage.book({ on: FRIDAY, at: '14:00' }),
]

onBothDatabases('what follows closely for one patient is told together:', fresh => {
  test('several cancellations are one text that names them', async () => {
    const stage = await toldStage(fresh)
    for (const id of await three(stage)) await stage.cancel(id)
    await stage.settle()
    expect(await stage.texts()).toEqual([
      "Désolés, rendez-vous annulés : 07/12 à 9h, 09/12 à 9h30, 11/12 à 14h. En convenir d'autres : LIEN Cabinet de la Halle",
    ])
    expect(await stage.told()).toEqual(['cancelled sent', 'cancelled sent', 'cancelled sent'])
  })

  test('the text waits until the last of them can no longer be a mistake', async () => {
    const stage = await toldStage(fresh)
    const [first, second] = await three(stage)
    await stage.cancel(first)
    stage.house.clock.pass(2)
    await stage.cancel(second)
    stage.house.clock.pass(1.5)
    await stage.turn()
    expect(await stage.texts()).toEqual([])
    stage.house.clock.pass(1.5)
    await stage.turn()
    expect(await stage.texts()).toEqual([
      expect.stringContaining('du 07/12 à 9h et du 09/12 à 9h30 sont annulés'),
    ])
  })

  test('but not for ever: news after ten minutes is another text', async () => {
    const stage = await toldStage(fresh)
    const ids = []
    for (const at of ['08:00', '09:00', '10:00', '11:00', '14:00', '15:00', '16:00'] as const)
      ids.push(await stage.book({ on: MONDAY, at }))
    for (const id of ids) {
      await stage.cancel(id)
      stage.house.clock.pass(2)
      await stage.turn()
    }
    await stage.settle()
    expect((await stage.texts()).length).toBe(2)
  })

  test('each person gets their own text, and one that cannot be texted one call', async () => {
    const stage = await toldStage(fresh)
    await stage.contacts([{ channel: 'call' }, { carerId: stage.paul }])
    for (const id of await three(stage)) await stage.cancel(id)
    expect(await stage.calls()).toEqual([
      'prefers_call: 3 rendez-vous annulés\u00a0: lundi 7 décembre, 9\u00a0h, puis mercredi 9 décembre, 9\u00a0h\u00a030, puis vendredi 11 décembre, 14\u00a0h. D’autres moments sont à proposer.',
    ])
    await stage.settle()
    expect(await stage.texts(PAUL_PHONE)).toEqual([expect.stringContaining('annulés : 07/12 à 9h')])
    expect(await stage.texts(ROUSSEL_PHONE)).toEqual([])
    expect((await stage.calls()).length).toBe(1)
  })

  test('what is taken back leaves the text, and its call, with the others', async () => {
    for (const channel of ['sms', 'call'] as const) {
      const stage = await toldStage(fresh)
      await stage.contacts([{ channel }])
      const [first, second] = await three(stage)
      await stage.cancel(first)
      await stage.cancel(second)
      await stage.book({ on: MONDAY })
      await stage.settle()
      const told = channel === 'sms' ? await stage.texts() : await stage.calls()
      expect(told).toEqual([expect.stringMatching(/(09\/12|9 décembre).*annulé/)])
      expect(told[0]).not.toMatch(/07\/12|lundi 7/)
    }
  })

  test('taken back altogether it tells nobody anything', async () => {
    for (const channel of ['sms', 'call'] as const) {
      const stage = await toldStage(fresh)
      await stage.contacts([{ channel }])
      const [first, second] = await three(stage)
      await stage.cancel(first)
      await stage.cancel(second)
      await stage.book({ on: MONDAY })
      await stage.book({ on: WEDNESDAY, at: '09:30' })
      await stage.settle()
      expect([...(await stage.texts()), ...(await stage.calls())]).toEqual([])
    }
  })

  test('one that no longer holds when the text leaves is left out of it', async () => {
    const stage = await toldStage(fresh)
    const [first, second] = await three(stage)
    await stage.move(first, { on: MONDAY, at: '11:00' })
    await stage.move(second, { on: WEDNESDAY, at: '11:00' })
    stage.house.clock.pass(3)
    const { version } = await stage.row(first)
    await stage.house.db
      .updateTable('appointments')
      .set({ status: 'arrived', version: version + 1 })
      .where('id', '=', first)
      .execute()
    await stage.turn()
    expect(await stage.texts()).toEqual([
      'Votre rendez-vous du mercredi 9 décembre aura lieu à 11h, au lieu de 9h30. Confirmer ou prévenir : LIEN Cabinet de la Halle',
    ])
    expect(await stage.told()).toEqual(['moved withdrawn begun', 'moved sent'])
  })

  test('moves and cancellations share one text', async () => {
    const stage = await toldStage(fresh)
    const [first, second] = await three(stage)
    await stage.move(first, { on: '2026-12-08', at: '10:00' })
    await stage.cancel(second)
    await stage.settle()
    expect(await stage.texts()).toEqual([
      'Bonjour, plusieurs rendez-vous changent, du 7 au 9 décembre. Toutes les dates : LIEN Cabinet de la Halle',
    ])
  })

  test('a text that never arrives becomes one call', async () => {
    const stage = await toldStage(fresh)
    for (const id of await three(stage)) await stage.cancel(id)
    stage.house.clock.pass(3)
    const refusing = gatewayThat(() => ({ outcome: 'refused', code: '21614', lesson: 'bad_number' }))
    await stage.turnWith(refusing.gateway)
    expect(await stage.calls()).toEqual([expect.stringMatching(/^refused: 3 rendez-vous annulés/)])
    expect(await stage.told()).toEqual(Array(3).fill('cancelled undeliverable refused'))
  })

  test('not with what another member changes, or with what the patient asked for', async () => {
    const stage = await toldStage(fresh)
    const [first, second, third] = await three(stage)
    await stage.cancel(first)
    await stage.cancel(second, { by: { kind: 'member', userId: stage.bastien } })
    await stage.cancel(third, { by: { kind: 'patient' } })
    await stage.settle()
    expect((await stage.texts()).map(text => /du \S+ \d+ décembre/.exec(text)?.[0])).toEqual([
      'du lundi 7 décembre',
      'du mercredi 9 décembre',
    ])
  })

  test('beside each appointment one reads that one text told them all', async () => {
    const stage = await toldStage(fresh)
    const ids = await three(stage)
    for (const id of ids) await stage.cancel(id)
    await stage.settle()
    const lines = await listMessageLines(
      stage.house.db,
      await stage.row(ids[1]),
      stage.cabinet.zone,
      stage.house.clock.now(),
    )
    expect(lines.map(({ words }) => words)).toEqual([
      expect.stringMatching(/^SMS parti, .* \(un seul SMS pour 3 changements\)$/),
    ])
  })
})
