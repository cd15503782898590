import { expect, it } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import { newId } from '../../src/ids.ts'
import { getRound } from '../../src/rounds/queries.ts'
import { recordTap } from '../../src/rounds/record-tap.ts'
import { visitorFirstName } from '../../src/rounds/visitor.ts'
import { cast } from '../support/cast.ts'
import { onBothDatabases } from '../support/database.ts'
import { stop } from '../support/day.ts'

const NOW = '2026-11-25T08:00:00.000Z'

onBothDatabases('who comes to the patients of a round', fresh => {
  const scene = async (on?: string) => {
    const { db } = await fresh()
    const people = await cast(db)
    const facts = { practiceId: people.halle.id, clinicianId: people.camille, patientId: people.roussel }
    const { roundId, stopId } = await stop(db, { ...facts, at: '09:00', ...(on && { on }) })
    return { db, people, roundId, stopId, round: await getRound(db, people.halle.id, roundId) }
  }

  it('is the substitute on the days of the substitution', async () => {
    const { db, round } = await scene()
    expect(await visitorFirstName(db, round)).toBe('Rémi')
  })

  it('is the clinician on any other day', async () => {
    const { db, round } = await scene('2026-12-02')
    expect(await visitorFirstName(db, round)).toBe('Camille')
  })

  it('is whoever tapped last, whatever was planned', async () => {
    const { db, people, round, roundId, stopId } = await scene()
    const tap = { id: newId(), practiceId: people.halle.id, roundId, stopId, kind: 'departure' } as const
    const facts = { happenedAt: NOW, minutes: null, ofTapId: null, byUserId: people.camille }
    await inTransaction(db, trx => recordTap(trx, { ...tap, ...facts }, NOW))
    expect(await visitorFirstName(db, round)).toBe('Camille')
  })

  it('is not the secretary who notes at her desk that somebody did not come', async () => {
    const { db, people, round, roundId, stopId } = await scene()
    const tap = { id: newId(), practiceId: people.halle.id, roundId, stopId, kind: 'absence' } as const
    const facts = { happenedAt: NOW, minutes: null, ofTapId: null, byUserId: people.ines }
    await inTransaction(db, trx => recordTap(trx, { ...tap, ...facts }, NOW))
    expect(await visitorFirstName(db, round)).toBe('Rémi')
  })
})
