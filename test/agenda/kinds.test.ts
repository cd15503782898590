import { expect, test } from 'vitest'
import {
  addKind,
  archiveKind,
  getKind,
  type KindContent,
  listKinds,
  moveKind,
  saveKind,
} from '../../src/agenda/kinds.ts'
import { inTransaction } from '../../src/db/database.ts'
import { NotFound } from '../../src/http/refusals.ts'
import { cast } from '../support/cast.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'

const NOW = '2026-11-25T07:00:00.000Z'

const SESSION: KindContent = {
  name: 'Séance',
  category: 'session',
  durationMinutes: 30,
  bufferMinutes: 5,
  place: 'practice',
  capacity: 2,
  grouped: false,
  bookedBy: 'known',
  instructions: 'Venez en tenue souple.',
  videoUrl: null,
  clinicianId: null,
}

const kindsOfHalle = async (fresh: () => Promise<FreshDatabase>) => {
  const { db } = await fresh()
  const people = await cast(db)
  const { halle } = people
  const add = (name: string, facts: Partial<KindContent> = {}) =>
    inTransaction(db, trx => addKind(trx, halle.id, { ...SESSION, name, ...facts }, NOW))
  const names = async (choice?: Parameters<typeof listKinds>[2]) =>
    (await listKinds(db, halle.id, choice)).map(({ name }) => name)
  return { db, ...people, add, names }
}

onBothDatabases('kinds of appointment', fresh => {
  test('keep all that was said of them, in the order in which they were added', async () => {
    const { db, halle, camille, add, names } = await kindsOfHalle(fresh)
    const id = await add('Bilan', {
      grouped: true,
      videoUrl: 'https://visio.example/x',
      clinicianId: camille,
    })
    await add('Séance')
    expect(await names()).toEqual(['Bilan', 'Séance'])
    expect(await getKind(db, halle.id, id)).toEqual({
      ...SESSION,
      id,
      name: 'Bilan',
      grouped: true,
      videoUrl: 'https://visio.example/x',
      clinicianId: camille,
      position: 1,
      archivedAt: null,
      version: 1,
    })
  })

  test('are everybody’s or one clinician’s', async () => {
    const { camille, bastien, add, names } = await kindsOfHalle(fresh)
    await add('Consultation')
    await add('Passage', { clinicianId: camille })
    await add('Séance', { clinicianId: bastien })
    expect(await names({ clinicianId: bastien })).toEqual(['Consultation', 'Séance'])
  })

  test('are not written over what somebody else wrote meanwhile', async () => {
    const { db, halle, add } = await kindsOfHalle(fresh)
    const of = { practiceId: halle.id, id: await add('Séance'), version: 1 }
    expect(await inTransaction(db, trx => saveKind(trx, of, { ...SESSION, durationMinutes: 40 }))).toBe(
      'changed',
    )
    expect(await inTransaction(db, trx => saveKind(trx, of, SESSION))).toBe('outdated')
    expect(await inTransaction(db, trx => archiveKind(trx, of, NOW))).toBe('outdated')
    expect(await getKind(db, halle.id, of.id)).toMatchObject({ durationMinutes: 40, version: 2 })
  })

  test('leave the list when they are archived, and come back', async () => {
    const { db, halle, add, names } = await kindsOfHalle(fresh)
    const id = await add('Séance')
    await inTransaction(db, trx => archiveKind(trx, { practiceId: halle.id, id, version: 1 }, NOW))
    expect(await names()).toEqual([])
    expect(await names({ archived: true })).toEqual(['Séance'])
    expect(await getKind(db, halle.id, id)).toMatchObject({ archivedAt: NOW })
    await inTransaction(db, trx => archiveKind(trx, { practiceId: halle.id, id, version: 2 }, null))
    expect(await names()).toEqual(['Séance'])
  })

  test('go one place up or down, and stay at the ends', async () => {
    const { db, halle, add, names } = await kindsOfHalle(fresh)
    const [a] = [await add('A'), await add('B'), await add('C')]
    const move = (id: string, by: -1 | 1) => inTransaction(db, trx => moveKind(trx, halle.id, id, by))
    await move(a, 1)
    expect(await names()).toEqual(['B', 'A', 'C'])
    await move(a, 1)
    await move(a, 1)
    expect(await names()).toEqual(['B', 'C', 'A'])
    await move(a, -1)
    expect(await names()).toEqual(['B', 'A', 'C'])
  })

  test('belong to their practice', async () => {
    const { db, port, add } = await kindsOfHalle(fresh)
    const id = await add('Séance')
    await expect(getKind(db, port.id, id)).rejects.toThrow(NotFound)
    await expect(inTransaction(db, trx => moveKind(trx, port.id, id, 1))).rejects.toThrow(NotFound)
    expect(
      await inTransaction(db, trx => saveKind(trx, { practiceId: port.id, id, version: 1 }, SESSION)),
    ).toBe('outdated')
  })
})
