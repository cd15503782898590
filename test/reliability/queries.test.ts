import { expect, test } from 'vitest'
import { saveCadre } from '../../src/cadre/queries.ts'
import { DEFAULT_TERMS } from '../../src/cadre/terms.ts'
import { inTransaction } from '../../src/db/database.ts'
import { loadTellings } from '../../src/reliability/load-tellings.ts'
import { loadVisits } from '../../src/reliability/load-visits.ts'
import { measured } from '../../src/reliability/past-visit.ts'
import { periodUntil } from '../../src/reliability/period.ts'
import { type Asked, listClinicians } from '../../src/reliability/queries.ts'
import { addDays, instantAt } from '../../src/time.ts'
import { cast } from '../support/cast.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { patient } from '../support/people.ts'
import { PARIS, pastStop, YESTERDAY } from './history.ts'

const PERIOD = periodUntil(TODAY, '4-weeks')
const PRACTICE = { tolerance_minutes: 15 }

const stage = async (fresh: () => Promise<FreshDatabase>) => {
  const { db } = await fresh()
  const people = await cast(db)
  const { halle, camille, bastien, roussel } = people
  const hers = { practiceId: halle.id, clinicianId: camille, patientId: roussel }
  const his = { practiceId: halle.id, clinicianId: bastien, patientId: roussel }
  const asked: Asked = { practiceId: halle.id, clinicianId: null, period: PERIOD }
  const load = (more: Partial<Asked> = {}) => loadVisits(db, { ...asked, ...more }, PRACTICE)
  return { ...people, db, hers, his, asked, load }
}

onBothDatabases('the visits of a period', fresh => {
  test('are read with the beginning that their taps say', async () => {
    const { db, hers, load } = await stage(fresh)
    const begun = await pastStop(db, hers)
    await begun.tap('departure', '08:50')
    await begun.tap('arrival', '09:05')
    await begun.tap('completion', '09:20')
    const corrected = await pastStop(db, hers)
    const arrival = await corrected.tap('arrival', '09:40')
    await corrected.tap('correction', '09:25', arrival)
    const undone = await pastStop(db, hers)
    await undone.tap('undo', '09:41', await undone.tap('arrival', '09:40'))
    const absent = await pastStop(db, hers)
    await absent.tap('absence', '09:50')
    const forgotten = await pastStop(db, hers)
    await forgotten.tap('completion', '10:10')
    const untouched = await pastStop(db, hers)
    const at = (time: string) => Date.parse(instantAt(YESTERDAY, time, PARIS))
    const said = new Map((await load()).map(visit => [visit.stopId, visit.beginning]))
    expect(said).toEqual(
      new Map([
        [begun.stopId, { kind: 'begun', at: at('09:05') }],
        [corrected.stopId, { kind: 'begun', at: at('09:25') }],
        [undone.stopId, { kind: 'untapped' }],
        [absent.stopId, { kind: 'absent' }],
        [forgotten.stopId, { kind: 'start_unknown' }],
        [untouched.stopId, { kind: 'untapped' }],
      ]),
    )
  })

  test('are those of the whole weeks before today, of one practice, of one clinician if asked', async () => {
    const { db, hers, his, load, camille, port, chloe } = await stage(fresh)
    const first = await pastStop(db, hers, { on: PERIOD.from })
    const last = await pastStop(db, his, { on: PERIOD.to })
    await pastStop(db, hers, { on: addDays(PERIOD.from, -1) })
    await pastStop(db, hers, { on: TODAY })
    await pastStop(db, hers, { status: 'cancelled' })
    await pastStop(db, { practiceId: port.id, clinicianId: chloe, patientId: await patient(db, port.id) })
    expect((await load()).map(visit => visit.stopId).sort()).toEqual([first.stopId, last.stopId].sort())
    expect((await load({ clinicianId: camille })).map(visit => visit.stopId)).toEqual([first.stopId])
  })

  test('keep the tolerance that was agreed when they were due', async () => {
    const { db, hers, load, halle, roussel, camille } = await stage(fresh)
    const before = await pastStop(db, hers, { on: addDays(TODAY, -3) })
    const after = await pastStop(db, hers, { on: addDays(TODAY, -1) })
    for (const visit of [before, after]) await visit.tap('arrival', '09:10')
    const cadre = { practiceId: halle.id, patientId: roussel, basedOn: 0, by: camille }
    const terms = { ...DEFAULT_TERMS, toleranceMinutes: 5 }
    const agreedOn = instantAt(addDays(TODAY, -2), '12:00', PARIS)
    await inTransaction(db, trx => saveCadre(trx, { ...cadre, terms }, agreedOn))
    const late = measured(await load(), PARIS).filter(visit => visit.late)
    expect(late.map(visit => visit.stopId)).toEqual([after.stopId])
  })
})

onBothDatabases('what was told in a period', fresh => {
  test('are texts that left, and calls in which somebody was told of a visit that began late', async () => {
    const { db, hers, asked, load } = await stage(fresh)
    const late = await pastStop(db, hers)
    await late.tap('arrival', '09:40')
    await late.text('late', '08:20', ['09:30', '09:45'])
    await late.text('update', '08:40', ['09:40', '09:50'], 'withdrawn')
    await late.call('08:45')
    await late.call('08:30', 'no_answer')
    const punctual = await pastStop(db, hers)
    await punctual.tap('arrival', '09:00')
    await punctual.call('08:45')
    const told = await loadTellings(db, asked, measured(await load(), PARIS))
    const at = (time: string) => Date.parse(instantAt(YESTERDAY, time, PARIS))
    expect(told).toEqual(
      new Map([
        [
          late.stopId,
          [
            {
              stopId: late.stopId,
              at: at('08:20'),
              by: 'late',
              range: { from: at('09:30'), to: at('09:45') },
            },
            { stopId: late.stopId, at: at('08:45'), by: 'call', range: null },
          ],
        ],
      ]),
    )
  })

  test('knows who had a round, by first name', async () => {
    const { db, hers, his, halle, port, chloe, camille, bastien } = await stage(fresh)
    await pastStop(db, hers)
    await pastStop(db, his)
    await pastStop(db, { practiceId: port.id, clinicianId: chloe, patientId: await patient(db, port.id) })
    expect(await listClinicians(db, halle.id, PERIOD)).toEqual([
      { id: bastien, firstName: 'Bastien' },
      { id: camille, firstName: 'Camille' },
    ])
  })
})
