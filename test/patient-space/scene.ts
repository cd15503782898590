import { mintLink } from '../../src/access/links.ts'
import { inTransaction } from '../../src/db/database.ts'
import type { TapRow } from '../../src/db/tables/agenda.ts'
import { keepForecast } from '../../src/delays/queries.ts'
import type { House } from '../../src/house.ts'
import { newId } from '../../src/ids.ts'
import type { Id, LocalTime } from '../../src/terms.ts'
import { instantAt, minutesToMs, toEpochMs } from '../../src/time.ts'
import type { Cast } from '../support/cast.ts'
import { stop, TODAY } from '../support/day.ts'
import { patient } from '../support/people.ts'

export const paris = (time: LocalTime): string => instantAt(TODAY, time, 'Europe/Paris')

/** Where a test plays: a house with the cast in it. */
export type Stage = Cast & { house: House }

export type Scene = { roundId: Id; stopId: Id; token: string; linkId: Id; address: string }

/** Mme Roussel's passage, agreed for 9 h 25, third of Camille's morning; and her link, which ends at 20 h. */
export const passageOfRoussel = async (stage: Stage, carerId: Id | null = null): Promise<Scene> => {
  const { house, halle, camille, roussel } = stage
  const others = { practiceId: halle.id, clinicianId: camille }
  for (const at of ['08:30', '09:00'])
    await stop(house.db, {
      ...others,
      at,
      patientId: await patient(house.db, halle.id, { last_name: 'Lemoine' }),
    })
  const { stopId, roundId } = await stop(house.db, { ...others, at: '09:25', patientId: roussel })
  const link = await linkTo(stage, stopId, carerId)
  return { roundId, stopId, ...link }
}

export const linkTo = async ({ house, halle, roussel }: Stage, stopId: Id, carerId: Id | null = null) => {
  const subject = {
    practiceId: halle.id,
    patientId: roussel,
    carerId,
    refId: stopId,
    expiresAt: paris('20:00'),
  }
  const { id, token } = await inTransaction(house.db, trx =>
    mintLink(trx, house.secrets, { ...subject, purpose: 'passage' }, house.clock.now()),
  )
  return { linkId: id, token, address: `/p/${token}` }
}

/** What the forecast says of this passage, made now. */
export const forecastPassage = async (
  { house, halle }: Stage,
  { roundId, stopId }: Scene,
  { at, visitsBefore, late }: { at: LocalTime; visitsBefore: number; late: boolean },
): Promise<void> => {
  const startAt = toEpochMs(paris(at))
  const span = { fromAt: startAt - minutesToMs(10), toAt: startAt + minutesToMs(10) }
  const expected = { startAt, scheduledAt: startAt, finishAt: span.toAt, delayMinutes: 0 }
  const quantiles = { p10: span.fromAt, p25: span.fromAt, p50: startAt, p75: span.toAt, p90: span.toAt }
  const chances = { quantiles, pLate: late ? 0.9 : 0.1 }
  const travel = { minutes: 8, source: 'default' } as const
  const stops = [{ stopId, ...span, ...expected, ...chances, late, visitsBefore, travel }]
  const now = house.clock.now()
  const forecast = { at: toEpochMs(now), stops, inProgress: null, delayMinutes: 15, overdue: null }
  const kept = { forecast: { ...forecast, endsAt: null, lookAgainAt: null }, durations: {} }
  await inTransaction(house.db, trx => keepForecast(trx, { practiceId: halle.id, roundId }, kept, now))
}

export const tap = async (
  { house, halle, camille }: Stage,
  { roundId, stopId }: Pick<Scene, 'roundId' | 'stopId'>,
  kind: TapRow['kind'],
  at: LocalTime,
): Promise<void> => {
  const row = { id: newId(), practice_id: halle.id, round_id: roundId, stop_id: stopId, kind }
  const when = { happened_at: paris(at), received_at: paris(at), minutes: null, of_tap_id: null }
  await house.db
    .insertInto('taps')
    .values({ ...row, ...when, by_user_id: camille })
    .execute()
}

/** 9 h 14: the morning has begun and Mme Roussel will be visited late, after two others. */
export const lateMorning = async (stage: Stage, scene: Scene): Promise<void> => {
  const others = await stage.house.db.selectFrom('stops').select('id').orderBy('position').execute()
  await tap(stage, { roundId: scene.roundId, stopId: others[0]!.id }, 'arrival', '08:52')
  await forecastPassage(stage, scene, { at: '09:40', visitsBefore: 2, late: true })
}
