import { expect, test } from 'vitest'
import { searchPatients } from '../../src/patients/search.ts'
import { searchText } from '../../src/patients/search-text.ts'
import { cast } from '../support/cast.ts'
import type { FreshDatabase } from '../support/database.ts'
import { onBothDatabases } from '../support/database.ts'
import { patient } from '../support/people.ts'

const people = [
  { first_name: 'Héloïse', last_name: 'Œuvrard', city: 'Rethel' },
  { first_name: 'Jean-Pierre', last_name: 'de La Tour', city: 'Sedan' },
  { first_name: 'François', last_name: 'Évrard', city: 'Charleville-Mézières' },
]

const filled = async (fresh: () => Promise<FreshDatabase>) => {
  const { db } = await fresh()
  const { halle, port, roussel } = await cast(db)
  for (const person of people)
    await patient(db, halle.id, { ...person, search_text: searchText(person), landline: '+33324330017' })
  await patient(db, port.id, { ...people[0], search_text: searchText(people[0]!) })
  const find = async (text: string, facts: { archived?: boolean; among?: string[] | null } = {}) => {
    const asked = { text, archived: false, among: null, ...facts }
    return (await searchPatients(db, halle.id, asked)).patients.map(found => found.last_name)
  }
  return { db, find, roussel }
}

onBothDatabases('the search for a patient', fresh => {
  let shared: ReturnType<typeof filled> | undefined
  test.each([
    ['heloise', ['Œuvrard']],
    ['HÉLOÏSE oeuv', ['Œuvrard']],
    ['tour jean', ['de La Tour']],
    ['jean-p', ['de La Tour']],
    ['evr', ['Évrard']],
    ['mezieres evrard', ['Évrard']],
    ['sedan', ['de La Tour']],
    ['', ['de La Tour', 'Évrard', 'Œuvrard', 'Roussel']],
    ['06 39 98 01 01', ['Roussel']],
    // Paul’s number leads to his mother.
    ['+33 6 39 98 01 02', ['Roussel']],
    ['03 24', ['de La Tour', 'Évrard', 'Œuvrard']],
    ['elois', []],
    ['100%', []],
    ['_ou', []],
  ])('« %s » finds %j, whatever accents and order', async (text, names) => {
    shared ??= filled(fresh)
    expect(await (await shared).find(text)).toEqual(names)
  })

  test('keeps former patients apart', async () => {
    const { db, find, roussel } = await filled(fresh)
    await db
      .updateTable('patients')
      .set({ archived_at: '2026-11-01T00:00:00.000Z', archive_reason: 'moved' })
      .where('id', '=', roussel)
      .execute()
    expect(await find('rous')).toEqual([])
    expect(await find('rous', { archived: true })).toEqual(['Roussel'])
  })

  test('stays among those whom a substitute may see', async () => {
    const { find, roussel } = await filled(fresh)
    expect(await find('', { among: [roussel] })).toEqual(['Roussel'])
    expect(await find('', { among: [] })).toEqual([])
  })
})
