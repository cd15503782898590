import { expect, test } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import { receiveReply } from '../../src/messages/inbound.ts'
import { originsOf, workings } from '../../src/server/workings.ts'
import { makeWorker } from '../../src/worker.ts'
import { freshSqlite, onBothDatabases } from '../support/database.ts'
import { lateMorning, morning, ROUND, stage } from './scene.ts'

/** Mme Roussel writes back, and nobody but a person understands it. */
const answer = async (
  scene: Awaited<ReturnType<typeof lateMorning>>,
  said: { meaning: 'unread' | 'cannot' | 'opt_out'; body: string } = {
    meaning: 'unread',
    body: 'La plaie saigne',
  },
): Promise<void> => {
  const { db, clock } = scene.house
  const reply = {
    via: 'page',
    practiceId: scene.halle.id,
    patientId: scene.roussel,
    carerId: null,
    stopId: scene.stops.roussel,
    clinicianId: scene.camille,
    fromPhone: '+33639980101',
    ...said,
  } as const
  await inTransaction(db, trx => receiveReply(trx, originsOf(scene.house), reply, clock.now()))
}

onBothDatabases('the secretary', fresh => {
  test('sees times, names and calls, and neither care nor what a patient wrote', async () => {
    const scene = await lateMorning(fresh)
    await answer(scene)
    const { camillePhone, ines, as, stops, camille } = scene
    const desk = await as(ines)
    const round = `${ROUND}?clinician=${camille}`
    const page = await desk.read(round)
    expect(page).toContain('Odette Roussel')
    expect(page).toContain('À appeler, téléphone fixe')
    const stopPage = `${ROUND}/stops/${stops.roussel}`
    for (const url of [round, stopPage, `${ROUND}/stops/${stops.lemoine}`])
      expect(await desk.read(url)).not.toMatch(/Insuline|Pansement|saigne/)
    expect(await desk.read(stopPage)).toContain('À lire par le soignant')
    expect(await camillePhone.read(stopPage)).toContain('La plaie saigne')
    expect(await camillePhone.read(stopPage)).toContain('Pansement du talon')
  })

  test('is not told by a stop’s state either what a patient answered to a text', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:34')
    await makeWorker(workings(scene.house, () => {})).turn()
    await answer(scene, { meaning: 'cannot', body: 'Je ne peux pas' })
    await answer(scene, { meaning: 'opt_out', body: 'STOP' })
    const round = `${ROUND}?clinician=${scene.camille}`
    const desk = await scene.as(scene.ines)
    expect(await scene.camillePhone.read(round)).toContain('je ne peux pas')
    for (const url of [round, `${ROUND}/stops/${scene.stops.roussel}`])
      expect(await desk.read(url)).not.toMatch(/je ne peux pas/i)
  })

  test('reads both where the practice lets her', async () => {
    const scene = await lateMorning(fresh)
    await answer(scene)
    await scene.house.db
      .updateTable('practices')
      .set({ secretary_reads_clinical: 1 })
      .where('id', '=', scene.halle.id)
      .execute()
    const desk = await scene.as(scene.ines)
    const stopPage = await desk.read(`${ROUND}/stops/${scene.stops.roussel}`)
    expect(stopPage).toMatch(/Pansement du talon.*La plaie saigne/)
  })

  test('can neither tap nor stop a text, and no such button is shown to her', async () => {
    const scene = await lateMorning(fresh)
    const desk = await scene.as(scene.ines)
    const { body } = await desk.open(`${ROUND}?clinician=${scene.camille}`)
    expect(body).not.toContain('data-tap=')
    for (const resource of ['arrival', 'completion', 'absence', 'holding'])
      expect((await desk.post(`${ROUND}/stops/${scene.stops.roussel}/${resource}`)).statusCode).toBe(403)
    expect(await scene.taps()).toHaveLength(1)
  })

  test('may ring a door but is not shown how to open it', async () => {
    const scene = await morning(fresh)
    const desk = await scene.as(scene.ines)
    expect(await desk.read(`${ROUND}?clinician=${scene.camille}`)).not.toContain('Code')
  })
})

onBothDatabases('a substitute', fresh => {
  test('sees and taps exactly the rounds of the one replaced, on the dates given', async () => {
    const scene = await morning(fresh)
    const { remi, camille, bastien, as, place, taps } = scene
    const his = await place({ at: '10:00', clinicianId: bastien }, { last_name: 'Quéré' })
    const before = await place({ at: '10:00', on: '2026-11-22' }, { last_name: 'Avant' })
    const after = await place({ at: '10:00', on: '2026-11-30' }, { last_name: 'Après' })
    const lastDay = await place({ at: '10:00', on: '2026-11-29' }, { last_name: 'Dimanche' })
    const phone = await as(remi)
    expect((await phone.open('/today')).headers.location).toBe(`${ROUND}?clinician=${camille}`)
    expect(await phone.read(ROUND)).toContain('Odette Roussel')
    expect(await phone.read('/rounds/2026-11-29')).toContain('Dimanche')
    const hidden = [
      [`${ROUND}?clinician=${bastien}`, 'Quéré'],
      [`/rounds/2026-11-22?clinician=${camille}`, 'Avant'],
      [`/rounds/2026-11-30?clinician=${camille}`, 'Après'],
    ] as const
    for (const [url, name] of hidden) expect(await phone.read(url)).not.toContain(name)
    const elsewhere = [
      `${ROUND}/stops/${his}`,
      `/rounds/2026-11-22/stops/${before}`,
      `/rounds/2026-11-30/stops/${after}`,
    ]
    for (const url of elsewhere) {
      expect((await phone.open(url)).statusCode).toBe(404)
      expect((await phone.post(`${url}/arrival`)).statusCode).toBe(404)
    }
    expect((await phone.open(`/rounds/2026-11-29/stops/${lastDay}`)).statusCode).toBe(200)
    await phone.post(`${ROUND}/stops/${scene.stops.lemoine}/arrival`)
    expect(await taps()).toMatchObject([{ by_user_id: remi }])
  })

  test('sees nothing any more the day after', async () => {
    const scene = await morning(fresh)
    const phone = await scene.as(scene.remi)
    scene.house.clock.set('2026-11-30T07:00:00.000Z')
    expect(await phone.read(ROUND)).not.toContain('Roussel')
  })
})

test('another practice sees nothing of a day, whoever it names', async () => {
  const scene = await morning(freshSqlite)
  const { chloe, port, camille, as, stops } = scene
  const stranger = await as(chloe, port.id)
  expect(await stranger.read(`${ROUND}?clinician=${camille}`)).not.toMatch(/Roussel|Lemoine|Camille/)
  expect((await stranger.open(`${ROUND}/stops/${stops.roussel}`)).statusCode).toBe(404)
})

test.each(['2026-02-30', 'demain', '2026-11-25T10:00'])('a day such as %s does not exist', async date => {
  const { camillePhone } = await stage(freshSqlite)
  expect((await camillePhone.open(`/rounds/${date}`)).statusCode).toBe(404)
})
