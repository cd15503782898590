import { endPrescription } from '../agenda/prescriptions.ts'
import { renewalKey } from '../agenda/renewal-tasks.ts'
import { listSeriesOf, recordDeed, type Series, saveSeries } from '../agenda/series.ts'
import type { Trx } from '../db/database.ts'
import type { PrescriptionRow } from '../db/tables/series.ts'
import { Conflict } from '../http/refusals.ts'
import { withdrawTasks } from '../messages/tasks.ts'
import { cancelInRound, type Moment } from '../planning/place.ts'
import type { Id } from '../terms.ts'
import { aheadOf } from './rearrange.ts'

/** `tell`: whoever the cadre names hears of what is cancelled, as of something that was agreed. */
type Ending = { by: Id; moment: Moment; tell: boolean }

/** Ends a series: what is ahead of it is cancelled, what has begun or is over stays. Gives how many were cancelled. */
export const endSeries = async (
  trx: Trx,
  series: Series,
  version: number,
  { by, moment, tell }: Ending,
): Promise<number | 'outdated'> => {
  const of = { practiceId: series.practice_id, id: series.id, version }
  if ((await saveSeries(trx, of, { ended_at: moment.now })) === 'outdated') return 'outdated'
  let cancelled = 0
  for (const row of await aheadOf(trx, series, moment.today, moment.now)) {
    const appointment = { practiceId: row.practice_id, id: row.id, version: row.version }
    const outcome = await cancelInRound(trx, { ...appointment, reason: 'series_end' }, moment, {
      tell,
      atWish: true,
    })
    if (outcome === 'outdated')
      throw new Conflict('Un rendez-vous de la série vient de changer. Recommencez.')
    if (outcome === 'changed') cancelled++
  }
  const whose = { practiceId: series.practice_id, seriesId: series.id, by }
  await recordDeed(trx, whose, { kind: 'ended', cancelled }, moment.now)
  return cancelled
}

/** Ends a prescription and every series of it. */
export const endCare = async (
  trx: Trx,
  prescription: PrescriptionRow,
  version: number,
  acting: Ending,
): Promise<'changed' | 'outdated'> => {
  const practiceId = prescription.practice_id
  const of = { practiceId, id: prescription.id, version }
  if ((await endPrescription(trx, of, acting.moment.now)) === 'outdated') return 'outdated'
  for (const series of await listSeriesOf(trx, practiceId, [prescription.id]))
    if (series.ended_at === null) await endSeries(trx, series, series.version, acting)
  await withdrawTasks(trx, { practiceId, key: renewalKey(prescription.id) }, acting.moment.now)
  return 'changed'
}
