import { expect, test } from 'vitest'
import { onBothDatabases } from '../support/database.ts'
import { paris, ROUND } from '../today/scene.ts'
import { desk } from './desk.ts'

onBothDatabases('an appointment', fresh => {
  test('shows who, when, how to reach them, their cadre, and what comes before and after', async () => {
    const { session, desk: ines } = await desk(fresh)
    const id = await session({ status: 'confirmed' })
    await session({ on: '2026-11-23', at: '09:00' })
    await session({ on: '2026-11-27', at: '11:15' })
    const page = await ines.read(`/appointments/${id}`)
    for (const words of [
      'Confirmé',
      'Mme Odette Roussel',
      'Mercredi 25 novembre, 10 h 30 – 11 h · au cabinet',
      '06 39 98 01 01',
      'Pour un rendez-vous : Mme Roussel',
      'Avant Lundi 23 novembre, 9 h',
      'Ensuite Vendredi 27 novembre, 11 h 15',
    ])
      expect(page).toContain(words)
  })

  test('is confirmed, arrives, and both are taken back one after the other', async () => {
    const { session, get, desk: ines } = await desk(fresh)
    const id = await session()
    const note = async (to: string, version: number) =>
      (await ines.post(`/appointments/${id}/status`, { to, version: String(version) })).statusCode
    expect(await note('confirmed', 1)).toBe(303)
    expect(await note('arrived', 2)).toBe(303)
    expect((await get(id)).status).toBe('arrived')
    expect(await note('before', 3)).toBe(303)
    expect((await get(id)).status).toBe('confirmed')
    expect(await note('before', 4)).toBe(303)
    expect((await get(id)).status).toBe('booked')
    expect(await note('before', 5)).toBe(409)
    const page = await ines.read(`/appointments/${id}`)
    expect(page).toContain('Confirmé par Inès le 25 novembre, 7 h 30')
    expect(page).toContain('Arrivée notée par Inès le 25 novembre, 7 h 30')
  })

  test('whose patient does not come is absent on the round too, and there again when that was a mistake', async () => {
    const { session, get, desk: ines, taps, setTime, bastien, as } = await desk(fresh)
    const id = await session()
    setTime('10:45')
    await ines.post(`/appointments/${id}/status`, { to: 'no_show', version: '1' })
    expect((await get(id)).status).toBe('no_show')
    expect(await taps()).toMatchObject([{ kind: 'absence' }])
    expect(await (await as(bastien)).read(`${ROUND}?clinician=${bastien}`)).toContain('1 / 1')
    expect(await ines.read(`/appointments/${id}`)).toContain('Absence notée par Inès')
    await ines.post(`/appointments/${id}/status`, { to: 'before', version: '2' })
    expect((await get(id)).status).toBe('booked')
    expect((await taps()).map(({ kind }) => kind)).toEqual(['absence', 'undo'])
  })

  test('is cancelled with who asked and why, and stays to be read', async () => {
    const { session, get, desk: ines } = await desk(fresh)
    const id = await session()
    const missing = await ines.post(`/appointments/${id}/cancellation`, {
      version: '1',
      note: 'part en voyage',
    })
    expect(missing.statusCode).toBe(422)
    expect(missing.body).toContain('Dites qui le demande.')
    expect(missing.body).toContain('value="part en voyage"')
    await ines.post(`/appointments/${id}/cancellation`, {
      version: '1',
      asked: 'patient',
      note: 'part en voyage',
    })
    expect((await get(id)).status).toBe('cancelled')
    const page = await ines.read(`/appointments/${id}`)
    expect(page).toContain('Annulé par Inès le 25 novembre, 7 h 30 : à la demande du patient, part en voyage')
    expect(page).not.toContain('Déplacer')
  })

  test('that somebody else has changed meanwhile is left alone, and what it is now is said', async () => {
    const { session, get, desk: ines, bastien, as } = await desk(fresh)
    const id = await session()
    const bastiens = await as(bastien)
    await bastiens.post(`/appointments/${id}/move`, { version: '1', date: '2026-11-25', time: '11:30' })
    const late = [
      await ines.post(`/appointments/${id}/status`, { to: 'confirmed', version: '1' }),
      await ines.post(`/appointments/${id}/cancellation`, { version: '1', asked: 'practice', note: 'fermé' }),
      await ines.post(`/appointments/${id}/move`, { version: '1', date: '2026-11-26', time: '9 h' }),
    ]
    for (const { statusCode, body } of late) {
      expect(statusCode).toBe(409)
      expect(body).toContain('mercredi 25 novembre, 11\u00a0h\u00a030\u00a0– 12\u00a0h.')
      expect(body).toContain('name="version" value="2"')
    }
    // A page that polls would ask the address of a form again.
    for (const { body } of late) expect(body).not.toContain('hx-trigger')
    expect(late[1]!.body).toContain('value="fermé"')
    expect(late[2]!.body).toContain('value="9 h"')
    expect(await get(id)).toMatchObject({ status: 'booked', on: '2026-11-25', version: 2 })
  })

  test('tells the secretary nothing clinical, and those who care what the care is', async () => {
    const { session, desk: ines, bastien, as } = await desk(fresh)
    const id = await session({ care: 'Lymphœdème' })
    expect(await ines.read(`/appointments/${id}`)).not.toContain('Lymphœdème')
    expect(await (await as(bastien)).read(`/appointments/${id}`)).toContain('Lymphœdème')
    expect(await (await as(bastien)).read('/agenda')).not.toContain('Lymphœdème')
  })

  test('is none of a substitute’s business outside the rounds taken over, nor theirs to change', async () => {
    const { session, remi, as, camille } = await desk(fresh)
    const remis = await as(remi)
    const ofBastien = await session()
    const later = await session({ clinician_id: camille, on: '2026-12-02' })
    const ofCamille = await session({ clinician_id: camille, at: '15:00' })
    for (const id of [ofBastien, later])
      expect((await remis.open(`/appointments/${id}`)).statusCode).toBe(404)
    const { statusCode, body } = await remis.open(`/appointments/${ofCamille}`)
    expect(statusCode).toBe(200)
    expect(body).not.toMatch(/Annuler ce rendez-vous|\/move|Est arrivé/)
    const post = await remis.post(`/appointments/${ofCamille}/status`, { to: 'confirmed', version: '1' })
    expect(post.statusCode).toBe(403)
  })

  test('keeps its history when it moves, by whom and from where to where', async () => {
    const { session, get, desk: ines, camille } = await desk(fresh)
    const id = await session()
    const move = async (of: string, version: number, to: Record<string, string>) =>
      (await ines.post(`/appointments/${of}/move`, { version: String(version), ...to })).headers.location
    expect(await move(id, 1, { date: '2026-11-25', time: '11:00' })).toBe(`/appointments/${id}?moved`)
    const next = String(await move(id, 2, { date: '2026-11-26', time: '09:15', clinician: camille }))
    const movedTo = (await get(id)).moved_to_id!
    expect(next).toBe(`/appointments/${movedTo}?moved`)
    const page = await ines.read(`/appointments/${movedTo}`)
    expect(page).toContain('Déplacé par Inès le 25 novembre, 7 h 30 : 10 h 30 → 11 h')
    expect(page).toContain('mercredi 25 novembre, 11 h → jeudi 26 novembre, 9 h 15, avec Camille')
    expect(await ines.read(`/appointments/${id}`)).toContain('Jeudi 26 novembre, 9 h 15 – 9 h 45')
    expect(await get(movedTo)).toMatchObject({ agreed_at: '2026-11-26T08:15:00.000Z', duration_minutes: 30 })
  })
})

onBothDatabases('a move', fresh => {
  test('is shown before it is done, with who becomes late and by how much', async () => {
    const { session, quere, get, desk: ines } = await desk(fresh)
    const id = await session({ at: '09:00' })
    const other = await session({ at: '10:30', who: quere })
    const there = { date: '2026-11-25', time: '10:30' }
    const shown = await ines.read(`/appointments/${id}/move?${new URLSearchParams(there)}`)
    expect(shown).toContain('À Mercredi 25 novembre, 10 h 30 – 11 h')
    expect(shown).toContain('M. Quéré, de 30 min')
    const refused = await ines.post(`/appointments/${id}/move`, { version: '1', ...there })
    expect(refused.statusCode).toBe(409)
    expect(refused.body).toContain('Ce moment est déjà pris au cabinet.')
    expect(refused.body).toContain('name="overlap"')
    const done = await ines.post(`/appointments/${id}/move`, { version: '1', ...there, overlap: '1' })
    expect(done.statusCode).toBe(303)
    expect((await get(id)).agreed_at).toBe((await get(other)).agreed_at)
  })

  test('is taken back with one button, also to another day', async () => {
    const { session, get, desk: ines } = await desk(fresh)
    const id = await session()
    const moved = await ines.post(`/appointments/${id}/move`, {
      version: '1',
      date: '2026-11-27',
      time: '14:00',
    })
    const { body } = await ines.open(String(moved.headers.location))
    const form = body.slice(body.indexOf('<form'), body.indexOf('Annuler le déplacement'))
    const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value])
    const action = form.match(/action="([^"]+)"/)![1]!
    const back = await ines.post(action, Object.fromEntries(fields))
    expect(back.statusCode).toBe(303)
    const now = await get(String(back.headers.location).split('/').at(-1)!)
    expect(now).toMatchObject({ status: 'booked', on: '2026-11-25', agreed_at: paris('10:30') })
  })

  test('keeps a window’s length and an imperative hour at its distance', async () => {
    const { session, get, desk: ines } = await desk(fresh)
    const id = await session({ at: '', window: ['08:00', '09:00'], hardBefore: '09:30', place: 'home' })
    await ines.post(`/appointments/${id}/move`, { version: '1', date: '2026-11-25', time: '10:00' })
    expect(await get(id)).toMatchObject({
      window_from_at: paris('10:00'),
      window_to_at: paris('11:00'),
      hard_before_at: paris('11:30'),
    })
  })

  test('of what is over is refused, and a day or an hour that is none is named', async () => {
    const { session, desk: ines, setTime } = await desk(fresh)
    const id = await session()
    setTime('10:45')
    await ines.post(`/appointments/${id}/status`, { to: 'no_show', version: '1' })
    const over = await ines.post(`/appointments/${id}/move`, {
      version: '2',
      date: '2026-11-27',
      time: '09:00',
    })
    expect(over.body).toContain('Ce rendez-vous a commencé ou est passé')
    const wrong = await ines.post(`/appointments/${id}/move`, { version: '2', date: '', time: '26 h' })
    expect(wrong.statusCode).toBe(422)
    for (const words of ['Choisissez un jour.', 'Écrivez une heure, par exemple 09:30.', 'value="26 h"'])
      expect(wrong.body).toContain(words)
  })
})
