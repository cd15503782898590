import { expect, test } from 'vitest'
import { onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { ROUSSEL_PHONE, TOMORROW, toldStage } from './told-stage.ts'

const FRIDAY = '2026-11-27'
const NEXT_WEEK = '2026-12-01'

onBothDatabases('a booking', fresh => {
  test('long before its day is left to the reminder', async () => {
    const stage = await toldStage(fresh)
    await stage.book({ on: NEXT_WEEK })
    await stage.settle()
    expect(await stage.texts()).toEqual([])
    expect(await stage.told()).toEqual([])
  })

  test('by the patient is confirmed at once, with the link with which to give it up', async () => {
    const stage = await toldStage(fresh)
    await stage.book({ on: NEXT_WEEK }, { by: { kind: 'patient' } })
    await stage.settle()
    expect(await stage.texts(ROUSSEL_PHONE)).toEqual([
      "Bonjour, c'est noté : rendez-vous mardi 1er décembre à 9h. Un imprévu : LIEN Cabinet de la Halle",
    ])
  })

  test('after the hour of its reminder is confirmed at once, and not reminded', async () => {
    const stage = await toldStage(fresh)
    stage.setTime(TODAY, '18:30')
    await stage.book()
    await stage.settle()
    stage.setTime(TODAY, '19:30')
    await stage.turn()
    expect(await stage.texts()).toEqual([
      "Bonjour, c'est noté : rendez-vous demain jeudi 26 novembre à 9h. Un imprévu : LIEN Cabinet de la Halle",
    ])
    expect(await stage.told()).toEqual(['confirmation sent'])
  })

  test('of today says so, and nothing once it has begun', async () => {
    const stage = await toldStage(fresh)
    await stage.book({ on: TODAY, at: '15:00' })
    await stage.book({ on: TODAY, at: '08:01' })
    await stage.settle()
    expect(await stage.texts()).toEqual([
      "Bonjour, c'est noté : rendez-vous aujourd'hui à 15h. Un imprévu : LIEN Cabinet de la Halle",
    ])
    expect(await stage.told()).toEqual(['confirmation sent', 'confirmation not_sent outside_hours'])
  })

  test('of a round is not confirmed', async () => {
    const stage = await toldStage(fresh)
    await stage.book({ on: TODAY, at: '15:00', kind: 'visit', place: 'home' })
    await stage.settle()
    expect(await stage.texts()).toEqual([])
  })

  test('that somebody takes back at once says nothing', async () => {
    const stage = await toldStage(fresh)
    const id = await stage.book({ on: TODAY, at: '15:00' })
    await stage.cancel(id)
    await stage.settle()
    expect(await stage.texts()).toEqual([])
    expect(await stage.told()).toEqual(['confirmation withdrawn overtaken'])
  })
})

onBothDatabases('a move', fresh => {
  test('is told once it can no longer be a mistake: old and new', async () => {
    const stage = await toldStage(fresh)
    const id = await stage.book()
    await stage.move(id, { on: FRIDAY, at: '10:30' })
    await stage.turn()
    expect(await stage.texts()).toEqual([])
    await stage.settle()
    expect(await stage.texts(ROUSSEL_PHONE)).toEqual([
      'Votre rendez-vous du 26/11 à 9h aura lieu vendredi 27 novembre à 10h30. Confirmer ou prévenir : LIEN Cabinet de la Halle',
    ])
  })

  test('within its day says the old hour beside the new one', async () => {
    const stage = await toldStage(fresh)
    await stage.move(await stage.book(), { at: '10:30' })
    await stage.settle()
    expect(await stage.texts()).toEqual([
      'Votre rendez-vous de demain jeudi 26 novembre aura lieu à 10h30, au lieu de 9h. Confirmer : LIEN Cabinet de la Halle',
    ])
  })

  test('that is corrected at once is told once, from what the patient knows to what stands', async () => {
    const stage = await toldStage(fresh)
    const moved = await stage.move(await stage.book(), { on: FRIDAY, at: '10:30' })
    await stage.move(await stage.move(moved, { at: '11:00' }), { on: NEXT_WEEK, at: '16:00' })
    await stage.settle()
    expect(await stage.texts()).toEqual([
      'Votre rendez-vous de demain jeudi 26 novembre à 9h aura lieu mardi 1er décembre à 16h. Confirmer : LIEN Cabinet de la Halle',
    ])
  })

  test('that is put back at once is not told', async () => {
    const stage = await toldStage(fresh)
    const moved = await stage.move(await stage.book(), { on: FRIDAY, at: '10:30' })
    await stage.move(moved, { on: TOMORROW, at: '09:00' })
    await stage.settle()
    expect(await stage.texts()).toEqual([])
    expect(await stage.told()).toEqual(['moved withdrawn overtaken'])
  })

  test('that becomes a cancellation at once is told as one, of the hour that the patient knows', async () => {
    const stage = await toldStage(fresh)
    await stage.cancel(await stage.move(await stage.book(), { on: FRIDAY, at: '10:30' }))
    await stage.settle()
    expect(await stage.texts()).toEqual([
      'Nous sommes désolés : votre rendez-vous de demain jeudi 26 novembre à 9h est annulé. La suite : LIEN Cabinet de la Halle',
    ])
  })

  test('that was told already is followed by the next one', async () => {
    const stage = await toldStage(fresh)
    const moved = await stage.move(await stage.book(), { at: '10:30' })
    await stage.settle()
    await stage.move(moved, { at: '11:00' })
    await stage.settle()
    expect(await stage.texts()).toEqual([
      expect.stringContaining('à 10h30, au lieu de 9h'),
      expect.stringContaining('à 11h, au lieu de 10h30'),
    ])
  })

  test('of the care or its length alone is nothing to tell', async () => {
    const stage = await toldStage(fresh)
    await stage.move(await stage.book(), { at: '09:00', durationMinutes: 45 })
    await stage.settle()
    expect(await stage.texts()).toEqual([])
    expect(await stage.told()).toEqual([])
  })

  test('that the practice tells itself is not texted, and stays known as such', async () => {
    const stage = await toldStage(fresh)
    await stage.move(await stage.book(), { at: '10:30' }, { tell: false })
    await stage.settle()
    expect(await stage.texts()).toEqual([])
    expect(await stage.told()).toEqual(['moved not_sent told_otherwise'])
  })

  test('to an earlier hour is called about before that one', async () => {
    const stage = await toldStage(fresh)
    await stage.removePhones()
    await stage.move(await stage.book({ at: '15:00' }), { at: '10:30' })
    const task = await stage.house.db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow()
    expect(task).toMatchObject({ reason: 'no_phone', due_at: stage.at(TOMORROW, '10:30') })
  })

  test('takes back what the patient had confirmed', async () => {
    const stage = await toldStage(fresh)
    const id = await stage.book()
    await stage.house.db.updateTable('appointments').set({ status: 'confirmed' }).execute()
    await stage.move(id, { at: '10:30' })
    expect((await stage.row(id)).status).toBe('booked')
  })
})
