import { expect, test } from 'vitest'
import { inTransaction } from '../../../src/db/database.ts'
import type { Forecast } from '../../../src/delays/forecast.ts'
import { currentForecast } from '../../../src/delays/queries.ts'
import { reconsider } from '../../../src/delays/reconsider.ts'
import { onBothDatabases } from '../../support/database.ts'
import { type Morning, morning } from './chain.ts'

/** Keeps the forecast of the round as an older version did: no quantiles or probabilities, lessons or expectations. */
const keepAsBefore = async ({ house: { db } }: Morning): Promise<void> => {
  const kept = await db.selectFrom('forecasts').select('content').executeTakeFirstOrThrow()
  const { forecast, durations } = JSON.parse(kept.content) as { forecast: Forecast; durations: object }
  const stops = forecast.stops.map(({ quantiles: _, pLate: __, ...stop }) => stop)
  const content = JSON.stringify({ durations, forecast: { ...forecast, stops } })
  await db.updateTable('forecasts').set({ content }).execute()
}

onBothDatabases('a forecast kept by an older version', fresh => {
  test('does not stand in the way of the round under way', async () => {
    const scene = await morning(fresh)
    await scene.reconsider()
    await keepAsBefore(scene)
    scene.setTime('08:30')
    await scene.tap('arrival', scene.stops.lemoine)
    expect((await scene.decisions()).slice(0, 2)).toEqual(['never begun', 'scheduled late'])
  })

  test('does not stand in the way of the next round', async () => {
    const scene = await morning(fresh)
    const { db, clock } = scene.house
    scene.setTime('08:30')
    await scene.tap('arrival', scene.stops.lemoine)
    await keepAsBefore(scene)
    await db.updateTable('rounds').set({ on: '2026-11-24' }).execute()
    const stopId = await scene.place({ at: '10:00' }, { last_name: 'Suzanne' })
    const next = await db.selectFrom('stops').select('round_id').where('id', '=', stopId).executeTakeFirst()
    const round = { practiceId: scene.cabinet.id, roundId: next!.round_id }
    await inTransaction(db, trx => reconsider(trx, round, clock.now()))
    const kept = await currentForecast(db, round.practiceId, round.roundId)
    expect(kept?.forecast.stops.map(stop => stop.stopId)).toEqual([stopId])
    expect(kept?.lessons).toBeDefined()
  })
})
