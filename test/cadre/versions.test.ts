import { expect, test } from 'vitest'
import { cadresOf, currentCadre, listCadreVersions, saveCadre } from '../../src/cadre/queries.ts'
import { DEFAULT_TERMS } from '../../src/cadre/terms.ts'
import { inTransaction } from '../../src/db/database.ts'
import { cast } from '../support/cast.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'
import { patient } from '../support/people.ts'

const written = async (fresh: () => Promise<FreshDatabase>) => {
  const { db } = await fresh()
  const { halle, camille, roussel } = await cast(db)
  const save = async (basedOn: number, toleranceMinutes: number, at = '2026-11-25T07:00:00.000Z') => {
    const terms = { ...DEFAULT_TERMS, toleranceMinutes }
    const cadre = { practiceId: halle.id, patientId: roussel, basedOn, terms, by: camille }
    return await inTransaction(db, async trx => await saveCadre(trx, cadre, at))
  }
  return { db, practiceId: halle.id, roussel, save }
}

onBothDatabases('a patient’s cadre', fresh => {
  test('holds its defaults until something is agreed', async () => {
    const { db, practiceId, roussel } = await written(fresh)
    expect(await currentCadre(db, practiceId, roussel)).toEqual({ version: 0, terms: DEFAULT_TERMS })
  })

  test('is a new version at each save, with who and when', async () => {
    const { db, practiceId, roussel, save } = await written(fresh)
    await save(0, 20, '2026-06-02T08:00:00.000Z')
    expect(await save(1, 15)).toEqual({ saved: true, version: 2 })
    expect(await currentCadre(db, practiceId, roussel)).toMatchObject({
      version: 2,
      terms: { toleranceMinutes: 15 },
    })
    expect(await listCadreVersions(db, practiceId, roussel)).toMatchObject([
      { version: 2, at: '2026-11-25T07:00:00.000Z', byName: 'Camille Vasseur' },
      { version: 1, at: '2026-06-02T08:00:00.000Z', terms: { toleranceMinutes: 20 } },
    ])
  })

  test('is not written over by somebody who has not read the latest version', async () => {
    const { db, practiceId, roussel, save } = await written(fresh)
    await save(0, 20)
    expect(await save(0, 5)).toMatchObject({ saved: false, outdated: { version: 1 } })
    expect(await listCadreVersions(db, practiceId, roussel)).toHaveLength(1)
  })

  test('is written once when two save at the same instant', async () => {
    const { db, practiceId, roussel, save } = await written(fresh)
    const outcomes = await Promise.all([save(0, 5), save(0, 10), save(0, 15)])
    expect(outcomes.filter(outcome => outcome.saved)).toHaveLength(1)
    expect(await listCadreVersions(db, practiceId, roussel)).toHaveLength(1)
  })

  test('is read for a whole round at once, each patient with the newest of their own', async () => {
    const { db, practiceId, roussel, save } = await written(fresh)
    const other = await patient(db, practiceId)
    await save(0, 20)
    await save(1, 15)
    const cadres = await cadresOf(db, practiceId, [roussel, other])
    expect([...cadres].map(([id, { version }]) => [id, version])).toEqual([
      [roussel, 2],
      [other, 0],
    ])
    expect(await cadresOf(db, practiceId, [])).toEqual(new Map())
  })
})
