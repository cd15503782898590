import { expect, test } from 'vitest'
import { listMessageLines } from '../../src/agenda/list-message-lines.ts'
import { UNSENT } from '../../src/agenda/message-lines.ts'
import { gatewayThat } from '../messages/outbox-world.ts'
import { onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { TOMORROW, type ToldStage, toldStage } from './told-stage.ts'

const linesOf = async ({ house, row, cabinet }: ToldStage, id: string): Promise<string[]> =>
  (await listMessageLines(house.db, await row(id), cabinet.zone, house.clock.now())).map(line =>
    `${line.what}: ${line.words}`.replaceAll('\u00a0', ' '),
  )

onBothDatabases('beside an appointment one reads', fresh => {
  test('when its reminder will leave, that it left, and that it arrived', async () => {
    const stage = await toldStage(fresh)
    const id = await stage.book()
    expect(await linesOf(stage, id)).toEqual(['Rappel de la veille: SMS prévu, 25 novembre, 18 h'])
    stage.setTime(TODAY, '18:00')
    await stage.turn()
    await stage.turn()
    stage.house.clock.pass(2)
    await stage.turn()
    expect(await linesOf(stage, id)).toEqual(['Rappel de la veille: SMS parti, 25 novembre, 18 h, remis'])
  })

  test.each<[string, string, (stage: ToldStage) => Promise<unknown>, Parameters<ToldStage['book']>[0]]>([
    ['no phone', 'aucun téléphone n’est noté', stage => stage.removePhones(), {}],
    ['a wish for calls', 'le cadre demande un appel', stage => stage.contacts([{ channel: 'call' }]), {}],
    [
      'nobody to tell',
      'le cadre ne désigne personne à joindre par SMS',
      stage => stage.contacts([{ channel: 'none' }]),
      {},
    ],
    [
      'a setting',
      'ces messages sont désactivés dans les réglages',
      stage => stage.settings({ on: { reminder_day: false } }),
      {},
    ],
    [
      'a round',
      'les passages de la tournée ne sont pas rappelés',
      async () => {},
      { kind: 'visit', place: 'home' },
    ],
  ])('why it will not be sent: %s', async (_what, words, prepare, wanted) => {
    const stage = await toldStage(fresh)
    const id = await stage.book(wanted)
    await prepare(stage)
    expect(await linesOf(stage, id)).toEqual([`Rappel de la veille: Pas de SMS : ${words}`])
  })

  test('failed SMS invisible: it is not', async () => {
    const stage = await toldStage(fresh)
    const id = await stage.book()
    stage.setTime(TODAY, '18:00')
    const refusing = gatewayThat(() => ({ outcome: 'refused', code: '21614', lesson: 'bad_number' }))
    await stage.turnWith(refusing.gateway)
    expect(await linesOf(stage, id)).toEqual(['Rappel de la veille: SMS non remis : le numéro a été refusé'])
  })

  test('what was told about those that it has replaced', async () => {
    const stage = await toldStage(fresh)
    const id = await stage.move(await stage.book(), { on: '2026-11-27', at: '10:30' })
    await stage.settle()
    expect(await linesOf(stage, id)).toEqual([
      'Déplacement: SMS parti, 25 novembre, 8 h 03',
      'Rappel de la veille: SMS prévu, 26 novembre, 18 h',
    ])
  })

  test('that whoever changed it wanted nobody told', async () => {
    const stage = await toldStage(fresh)
    const id = await stage.book()
    await stage.cancel(id, { tell: false })
    expect(await linesOf(stage, id)).toEqual(['Annulation: Pas de SMS : il n’était pas demandé de prévenir'])
  })

  test('that a change is to be told by voice', async () => {
    const stage = await toldStage(fresh)
    await stage.removePhones()
    const id = await stage.book()
    await stage.cancel(id)
    expect(await linesOf(stage, id)).toEqual([
      'Annulation: À dire par téléphone : aucun téléphone n’est noté',
    ])
  })

  test('words for every reason that is ever kept', async () => {
    const stage = await toldStage(fresh)
    for (const time of ['07:30', '09:00'] as const) {
      const id = await stage.book({ at: time })
      stage.setTime(TODAY, '21:00')
      await stage.cancel(id)
    }
    stage.setTime(TOMORROW, '12:00')
    await stage.turn()
    for (const told of await stage.told()) {
      const reason = told.split(' ')[2]
      if (reason) expect(UNSENT, reason).toHaveProperty(reason)
    }
  })
})
