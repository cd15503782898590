import { expect, test } from 'vitest'
import { saveCadre } from '../../../src/cadre/queries.ts'
import { type ContactRule, DEFAULT_TERMS } from '../../../src/cadre/terms.ts'
import { inTransaction } from '../../../src/db/database.ts'
import { onBothDatabases } from '../../support/database.ts'
import { chain, PHONES } from './chain.ts'

const PAUL = '+33639980102'

/** Mme Roussel, agreed for 8 h 45, and what her cadre says of delays; at 8 h 30 she is 23 minutes late. */
const withCadre = async (
  fresh: Parameters<typeof chain>[0],
  rules: (paul: string) => Partial<ContactRule>[],
  at: '08:30' | '08:10' = '08:30',
) => {
  const scene = await chain(fresh)
  const first = await scene.place({ at: '08:00', minutes: 30 }, { phone: PHONES.lemoine })
  const roussel = await scene.place({ at: '08:45', tolerance_minutes: 5 }, scene.roussel)
  const blank = { subject: 'delay', carerId: null, channel: 'sms', hours: null, language: null } as const
  const terms = { ...DEFAULT_TERMS, contacts: rules(scene.paul).map(rule => ({ ...blank, ...rule })) }
  const cadre = { practiceId: scene.cabinet.id, patientId: scene.roussel, basedOn: 0, terms, by: scene.nurse }
  await inTransaction(scene.house.db, trx => saveCadre(trx, cadre, scene.house.clock.now()))
  scene.setTime(at)
  await scene.tap('arrival', first)
  return { ...scene, first, stopId: roussel }
}

const phonesOf = async (scene: Awaited<ReturnType<typeof withCadre>>) =>
  (await scene.texts()).map(text => text.phone).sort()

onBothDatabases('the cadre decides whom a delay is told', fresh => {
  test('the carer instead of the patient, without a word of whom the visit is for', async () => {
    const scene = await withCadre(fresh, paul => [{ carerId: paul }])
    scene.setTime('08:33')
    await scene.turn()
    expect(await phonesOf(scene)).toEqual([PAUL])
    const [text] = await scene.texts()
    expect(text?.body).not.toMatch(/Roussel|Odette|votre/)
    expect(await scene.decision(scene.stopId)).toMatchObject({ kind: 'told' })
  })

  test('both of them, each with a link of their own, and both once', async () => {
    const scene = await withCadre(fresh, paul => [{}, { carerId: paul }])
    scene.setTime('08:33')
    await scene.turn()
    await scene.turn()
    expect(await phonesOf(scene)).toEqual([PHONES.roussel, PAUL])
    const links = (await scene.texts()).map(text => /\/p\/\S+/.exec(text.body)?.[0])
    expect(new Set(links).size).toBe(2)
    expect(await scene.notices(), 'one notice, two texts').toMatchObject([{ state: 'sent' }])
  })

  test('the patient by text and the carer by voice', async () => {
    const scene = await withCadre(fresh, paul => [{}, { carerId: paul, channel: 'call' }])
    expect(await scene.tasks()).toMatchObject([
      { kind: 'call', carer_id: scene.paul, reason: 'prefers_call', facts: { phone: PAUL } },
    ])
    scene.setTime('08:33')
    await scene.turn()
    expect(await phonesOf(scene)).toEqual([PHONES.roussel])
    expect(await scene.tasks(), 'still to be called').toHaveLength(1)
  })

  test('nobody, because it was agreed so', async () => {
    const scene = await withCadre(fresh, () => [{ channel: 'none' }])
    expect(await scene.decision(scene.stopId)).toMatchObject({ kind: 'never', reason: 'not_wanted' })
    expect(await scene.tasks()).toEqual([])
  })

  test('only within the person’s own hours, which « Envoyer maintenant » does not open', async () => {
    const scene = await withCadre(fresh, () => [{ hours: { from: '08:40', to: '20:00' } }], '08:30')
    expect(await scene.decision(scene.stopId)).toMatchObject({
      kind: 'not_yet',
      reason: 'before_hours',
      at: Date.parse(scene.time('08:40')),
    })
    scene.setTime('08:37')
    await scene.turn()
    const notices = await scene.notices()
    expect(
      notices.map(notice => scene.local(notice.due_at)),
      'looked at by itself',
    ).toEqual(['08:40'])
    scene.setTime('08:40')
    await scene.turn()
    expect(await phonesOf(scene)).toEqual([PHONES.roussel])
  })

  test('a carer who is no longer one gets nothing, though the text was waiting', async () => {
    const scene = await withCadre(fresh, paul => [{}, { carerId: paul }])
    const { db, clock } = scene.house
    await db.updateTable('carers').set({ ended_at: clock.now() }).where('id', '=', scene.paul).execute()
    scene.setTime('08:33')
    await scene.turn()
    expect(await phonesOf(scene)).toEqual([PHONES.roussel])
  })

  test('a number that was corrected while the text waited gets it, and the wrong one never', async () => {
    const scene = await withCadre(fresh, () => [{}])
    const { db } = scene.house
    const corrected = '+33639980177'
    await db.updateTable('phones').set({ e164: corrected }).where('e164', '=', PHONES.roussel).execute()
    scene.setTime('08:33')
    await scene.turn()
    await scene.turn()
    await scene.turn()
    expect(await phonesOf(scene)).toEqual([corrected])
    expect(await scene.decision(scene.stopId)).toMatchObject({ kind: 'told' })
    expect(await scene.notices()).toMatchObject([{ state: 'sent' }])
  })

  test('when one of two texts never arrives, the one without news is called', async () => {
    const scene = await withCadre(fresh, paul => [{}, { carerId: paul }])
    scene.setTime('08:33')
    await scene.turnWith({
      send: async ({ to }) =>
        to === PAUL
          ? { outcome: 'refused', code: '21614', lesson: 'no_texts' }
          : { outcome: 'accepted', providerId: `SM${to}` },
    })
    expect(await scene.decision(scene.stopId)).toMatchObject({ kind: 'told', reason: 'late' })
    expect(await scene.tasks()).toMatchObject([{ kind: 'call', carer_id: scene.paul, reason: 'refused' }])
  })
})
