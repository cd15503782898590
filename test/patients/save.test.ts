import { expect, test } from 'vitest'
import { findLink, mintLink } from '../../src/access/links.ts'
import { inTransaction } from '../../src/db/database.ts'
import { patientSchema } from '../../src/patients/forms.ts'
import { openHomeAccess } from '../../src/patients/home-access.ts'
import { carersOf, getPatient, phonesOf } from '../../src/patients/queries.ts'
import { createPatient, updatePatient } from '../../src/patients/save.ts'
import { testHouse } from '../support/app.ts'
import { cast } from '../support/cast.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'

const NOW = '2026-11-25T07:00:00.000Z'
const TONIGHT = '2026-11-25T19:00:00.000Z'

const typed = {
  civility: 'Mme',
  first_name: 'Samira',
  last_name: 'Haddad',
  phones: [{ number: '06 39 98 01 11', label: 'le matin' }, { number: '03 24 33 00 17' }],
  carers: [
    { name: 'Nadia', relation: 'sa fille', role: 'trusted_person', phones: [{ number: '0692 12 34 56' }] },
  ],
  coordinates: 'https://www.openstreetmap.org/#map=18/49.7712/4.7203',
  home: { floor: '2e', animal: 'Chien' },
  needs: 'Ne pas sonner\nEntend mal, Ne pas sonner',
  door_code: '47B12',
}

const entered = async (fresh: () => Promise<FreshDatabase>) => {
  const house = await testHouse({}, fresh)
  const { halle } = await cast(house.db)
  const save = async (form: Record<string, unknown>) =>
    await inTransaction(
      house.db,
      async trx => await createPatient(trx, house.secrets, halle.id, patientSchema.parse(form), NOW),
    )
  const id = await save(typed)
  const of = { practiceId: halle.id, patientId: id }
  const change = async (form: Record<string, unknown>) =>
    await inTransaction(
      house.db,
      async trx => await updatePatient(trx, house.secrets, of, patientSchema.parse(form), NOW),
    )
  return { ...house, practiceId: halle.id, id, of, change }
}

onBothDatabases('a patient entered by hand', fresh => {
  test('is there with phones, carers, home, needs and place', async () => {
    const { db, practiceId, id } = await entered(fresh)
    expect(await getPatient(db, practiceId, id)).toMatchObject({
      last_name: 'Haddad',
      search_text: 'samira haddad',
      lat: 49.7712,
      lon: 4.7203,
      home: { floor: '2e', animal: 'Chien', lift: '' },
      needs: ['Ne pas sonner', 'Entend mal'],
      version: 1,
    })
    expect(await phonesOf(db, practiceId, id)).toMatchObject([
      { e164: '+33639980111', sms_target: 1, label: 'le matin', position: 1 },
      { e164: '+33324330017', sms_target: 0, label: null, position: 2 },
    ])
    const [nadia] = await carersOf(db, practiceId, id)
    expect(nadia).toMatchObject({
      name: 'Nadia',
      role: 'trusted_person',
      phones: [{ e164: '+262692123456' }],
    })
  })

  test('has a door code that the database does not hold in the clear', async () => {
    const { db, secrets, of } = await entered(fresh)
    const rows = await db.selectFrom('home_secrets').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain('47B12')
    expect(await openHomeAccess(db, secrets, of)).toEqual({ door_code: '47B12' })
  })

  test('keeps a door code that was left empty, and forgets it when asked', async () => {
    const { db, secrets, of, change } = await entered(fresh)
    await change({ ...typed, door_code: '', version: 1 })
    expect(await openHomeAccess(db, secrets, of)).toEqual({ door_code: '47B12' })
    await change({ ...typed, door_code: '', forget_door_code: '1', version: 2 })
    expect(await openHomeAccess(db, secrets, of)).toEqual({})
  })

  test('is saved by the first of two who edit at once; the second changes nothing', async () => {
    const { db, practiceId, id, change } = await entered(fresh)
    expect(await change({ ...typed, last_name: 'Haddad-Roy', version: 1 })).toBe('saved')
    expect(await change({ ...typed, last_name: 'Haddad', phones: [], carers: [], version: 1 })).toBe(
      'outdated',
    )
    expect(await getPatient(db, practiceId, id)).toMatchObject({ last_name: 'Haddad-Roy', version: 2 })
    expect(await phonesOf(db, practiceId, id)).toHaveLength(2)
    expect(await carersOf(db, practiceId, id)).toHaveLength(1)
  })

  test('keeps what delivery taught us about a number that stays, not about one that was typed anew', async () => {
    const { db, practiceId, id, change } = await entered(fresh)
    await db.updateTable('phones').set({ status: 'unreachable' }).execute()
    await change({ ...typed, phones: [{ number: '0639980112' }, { number: '0639980111' }], version: 1 })
    expect(await phonesOf(db, practiceId, id)).toMatchObject([
      { e164: '+33639980112', status: 'ok', position: 1 },
      { e164: '+33639980111', status: 'unreachable', position: 2 },
    ])
  })

  test('loses a carer for good, who stays known to the messages of before', async () => {
    const { db, practiceId, id, change } = await entered(fresh)
    const [nadia] = await carersOf(db, practiceId, id)
    await change({ ...typed, carers: [{ name: 'Karim', relation: 'son fils' }], version: 1 })
    expect(await carersOf(db, practiceId, id)).toMatchObject([{ name: 'Karim', phones: [] }])
    const row = await db.selectFrom('carers').selectAll().where('id', '=', nadia!.id).executeTakeFirst()
    expect(row?.ended_at).toBe(NOW)
  })

  test('whose mobile or carer is taken away leaves no link alive behind them', async () => {
    const { db, secrets, of, practiceId, id, change } = await entered(fresh)
    const [nadia] = await carersOf(db, practiceId, id)
    const mint = (carerId: string | null) =>
      inTransaction(db, trx =>
        mintLink(
          trx,
          secrets,
          { ...of, carerId, purpose: 'passage', refId: 'a-stop', expiresAt: TONIGHT },
          NOW,
        ),
      )
    const [own, hers] = [await mint(null), await mint(nadia!.id)]
    const alive = async () =>
      await Promise.all([own, hers].map(async ({ token }) => !!(await findLink(db, secrets, token, NOW))))
    const carers = [{ ...typed.carers[0], id: nadia!.id }]
    await change({ ...typed, phones: typed.phones.slice(0, 1), carers, version: 1 })
    expect(await alive(), 'a landline was taken away').toEqual([true, true])
    await change({ ...typed, phones: [{ number: '06 39 98 01 12' }], carers, version: 2 })
    expect(await alive(), 'the patient’s mobile was another one').toEqual([false, true])
    await change({ ...typed, carers: [], version: 3 })
    expect(await alive(), 'the carer is one no more').toEqual([false, false])
  })

  test('is not given the carer of somebody else', async () => {
    const { db, practiceId, id, change } = await entered(fresh)
    const paul = await db
      .selectFrom('carers')
      .selectAll()
      .where('name', '=', 'Paul Roussel')
      .executeTakeFirst()
    await change({ ...typed, carers: [{ id: paul!.id, name: 'Mallory' }], version: 1 })
    const after = await db.selectFrom('carers').selectAll().where('id', '=', paul!.id).executeTakeFirst()
    expect(after).toEqual(paul)
    expect(await carersOf(db, practiceId, id)).toMatchObject([{ name: 'Mallory' }])
  })
})
