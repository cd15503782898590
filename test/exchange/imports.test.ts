import { expect, test } from 'vitest'
import type { Member } from '../../src/access/member.ts'
import { inTransaction } from '../../src/db/database.ts'
import { writeAppointments } from '../../src/exchange/import-write.ts'
import { onBothDatabases } from '../support/database.ts'
import { stop } from '../support/day.ts'
import { wordsOf } from '../today/scene.ts'
import { bring, get, post, scene } from './desk.ts'

const PATIENTS =
  'Nom;Prénom;Date de naissance;Téléphone\r\nPetit;Anne;05/11/1948;06 39 98 01 11\r\nLefèvre;Zoé;1/2/1950;03 24 00 00 01\r\n'

onBothDatabases('importing', fresh => {
  test('patients are looked at first, then all written with their numbers, and found', async () => {
    const { desk, db, halle } = await scene(fresh)
    const at = await bring(desk, 'patients', Buffer.from(PATIENTS, 'latin1'))
    const page = wordsOf((await get(desk, at)).body)
    expect(page).toMatch(/2 lignes, Windows-1252, séparées par point-virgule/)
    expect(page).toMatch(/À importer 2 patients/)
    expect(
      await db.selectFrom('patients').select('id').where('practice_id', '=', halle.id).execute(),
    ).toHaveLength(1)
    expect((await post(desk, `${at}/completion`)).statusCode).toBe(303)
    const rows = await db
      .selectFrom('patients')
      .innerJoin('phones', 'phones.patient_id', 'patients.id')
      .select(['last_name', 'born_on', 'search_text', 'e164', 'sms_target'])
      .where('last_name', '!=', 'Roussel')
      .orderBy('last_name')
      .execute()
    expect(rows).toEqual([
      {
        last_name: 'Lefèvre',
        born_on: '1950-02-01',
        search_text: 'zoe lefevre',
        e164: '+33324000001',
        sms_target: 0,
      },
      {
        last_name: 'Petit',
        born_on: '1948-11-05',
        search_text: 'anne petit',
        e164: '+33639980111',
        sms_target: 1,
      },
    ])
    expect(await db.selectFrom('imports').select(['sealed_text', 'written']).execute()).toEqual([
      { sealed_text: null, written: 2 },
    ])
    const audit = await db
      .selectFrom('audit_entries')
      .select('patient_ids')
      .where('route', 'like', '%completion')
      .execute()
    expect(JSON.parse(audit[0]!.patient_ids)).toHaveLength(2)
  })

  test('one wrong line, and nothing is written; the page says which line and why', async () => {
    const { desk, db } = await scene(fresh)
    const at = await bring(desk, 'patients', `${PATIENTS}Roy;Jean;31/02/1950;12\r\n`)
    const page = wordsOf((await get(desk, at)).body)
    expect(page).toMatch(/À corriger 1 ligne/)
    expect(page).toMatch(/Ligne 4, Date de naissance « 31\/02\/1950 » n’est pas une date/)
    expect(page).toMatch(/Ligne 4, Téléphone/)
    const answer = await post(desk, `${at}/completion`)
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('Rien n’a été importé')
    expect(await db.selectFrom('patients').select('id').where('last_name', '=', 'Petit').execute()).toEqual(
      [],
    )
  })

  test('the same form sent twice writes once, and the same file is recognised', async () => {
    const { desk, db } = await scene(fresh)
    const at = await bring(desk, 'patients', PATIENTS)
    const [first, second] = await Promise.all([
      post(desk, `${at}/completion`),
      post(desk, `${at}/completion`),
    ])
    expect([first.statusCode, second.statusCode]).toEqual([303, 303])
    expect(
      await db.selectFrom('patients').select('id').where('last_name', '=', 'Petit').execute(),
    ).toHaveLength(1)
    const again = await bring(desk, 'patients', PATIENTS)
    const page = wordsOf((await get(desk, again)).body)
    expect(page).toMatch(/Ce fichier a déjà été importé le 25 novembre, 8 h \(2 lignes\)/)
    expect(page).toMatch(/Laissées de côté 2 lignes/)
    expect((await post(desk, `${again}/completion`)).body).toContain('Il n’y a rien à importer.')
  })

  test('who is known is left out, unless somebody wants them all the same', async () => {
    const { desk, db, roussel } = await scene(fresh)
    const at = await bring(desk, 'patients', 'Nom,Prénom,Téléphone\nROUSSEL,Odette,0639980101\nPetit,Anne,')
    expect(wordsOf((await get(desk, at)).body)).toMatch(/Ligne 2 déjà dans la patientèle/)
    const audit = await db.selectFrom('audit_entries').select('patient_ids').execute()
    expect(audit).toEqual([{ patient_ids: JSON.stringify([roussel]) }])
    await post(desk, `${at}/completion`, { same: '1' })
    expect(
      await db.selectFrom('patients').select('id').where('last_name', '=', 'ROUSSEL').execute(),
    ).toHaveLength(1)
  })

  test('a line that is refused at the last moment takes all others with it', async () => {
    const { db, halle, bastien, camille, roussel, house } = await scene(fresh)
    const line = (line: number, agreedAt: string) => ({
      line,
      input: {
        patientId: roussel,
        clinicianId: bastien,
        on: '2026-11-26',
        agreedAt,
        durationMinutes: 30,
        place: 'practice' as const,
        kind: 'session' as const,
        care: '',
      },
      problems: [],
      left: null,
    })
    const lines = [line(2, '2026-11-26T08:00:00.000Z'), line(3, '2026-11-26T08:15:00.000Z')]
    const member = { practiceId: halle.id, userId: camille, zone: 'Europe/Paris' } as Member
    const writing = inTransaction(db, trx => writeAppointments(trx, member, lines, house.clock.now()))
    await expect(writing).rejects.toMatchObject({ line: 3 })
    expect(await db.selectFrom('appointments').select('id').execute()).toEqual([])
  })

  test('what was exported is recognised when it comes back', async () => {
    const { desk } = await scene(fresh)
    await post(desk, `${await bring(desk, 'patients', PATIENTS)}/completion`)
    const exported = await get(desk, '/practice/exports/patients.csv')
    const page = wordsOf((await get(desk, await bring(desk, 'patients', exported.body))).body)
    expect(page).toMatch(/À importer 0 patient Laissées de côté 3 lignes/)
  })

  test('columns that were not recognised are shown and can be chosen', async () => {
    const { desk, db } = await scene(fresh)
    const at = await bring(desk, 'patients', 'A;B\nPetit;Anne')
    expect(wordsOf((await get(desk, at)).body)).toMatch(/Colonne à indiquer plus bas : Nom/)
    expect((await post(desk, `${at}/completion`)).statusCode).toBe(422)
    await post(desk, `${at}/columns`, { last_name: ' 0', first_name: ' 1', city: '9', phone: '' })
    await post(desk, `${at}/completion`)
    expect(
      await db
        .selectFrom('patients')
        .select(['first_name', 'city'])
        .where('last_name', '=', 'Petit')
        .execute(),
    ).toEqual([{ first_name: 'Anne', city: '' }])
  })

  test('appointments take their place in the round, with a history, and tell nobody', async () => {
    const { desk, db, camille } = await scene(fresh)
    const at = await bring(
      desk,
      'appointments',
      'Nom;Prénom;Date;Heure;Lieu;Soin\nRoussel;Odette;26/11/2026;9h30;domicile;Pansement\nRoussel;Odette;24/11/2026;9h30;domicile;\n',
    )
    expect(wordsOf((await get(desk, at)).body)).toMatch(/À importer 1 rendez-vous Laissées de côté 1 ligne/)
    expect((await post(desk, `${at}/completion`)).statusCode).toBe(303)
    const rows = await db
      .selectFrom('appointments as a')
      .innerJoin('stops as s', 's.appointment_id', 'a.id')
      .innerJoin('appointment_events as e', 'e.appointment_id', 'a.id')
      .select(['a.clinician_id', 'a.agreed_at', 'a.care', 'a.booked_by', 'e.by_id'])
      .execute()
    expect(rows).toEqual([
      {
        clinician_id: camille,
        agreed_at: '2026-11-26T08:30:00.000Z',
        care: 'Pansement',
        booked_by: 'import',
        by_id: camille,
      },
    ])
    expect(await db.selectFrom('messages').select('id').execute()).toEqual([])
  })

  test('a place that is taken is said before, and nothing is written when it is taken meanwhile', async () => {
    const { desk, db, halle, bastien, roussel } = await scene(fresh)
    const file =
      'Nom;Prénom;Date;Heure;Soignant\nRoussel;Odette;26/11/2026;9h;Bastien\nRoussel;Odette;26/11/2026;11h;Bastien\n'
    const at = await bring(desk, 'appointments', file)
    expect(wordsOf((await get(desk, at)).body)).toMatch(/À importer 2 rendez-vous/)
    await stop(db, {
      practiceId: halle.id,
      clinicianId: bastien,
      patientId: roussel,
      on: '2026-11-26',
      at: '10:45',
      minutes: 30,
      place: 'practice',
    })
    const answer = await post(desk, `${at}/completion`)
    expect(answer.statusCode).toBe(422)
    expect(wordsOf(answer.body)).toMatch(/Ligne 3, Heure Un autre rendez-vous au cabinet occupe ce moment/)
    expect(await db.selectFrom('appointments').select('id').execute()).toHaveLength(1)
  })
})
