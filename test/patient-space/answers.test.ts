import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listReplies } from '../../src/messages/queries.ts'
import { closeTask, listOpenTasks } from '../../src/messages/tasks.ts'
import { type TestHouse, testApp, testHouse } from '../support/app.ts'
import { cast } from '../support/cast.ts'
import { onBothDatabases } from '../support/database.ts'
import { lateMorning, linkTo, paris, passageOfRoussel, type Scene, type Stage } from './scene.ts'

onBothDatabases('an answer on the page', fresh => {
  let house: TestHouse
  let stage: Stage
  let scene: Scene
  let app: FastifyInstance

  beforeEach(async () => {
    house = await testHouse({}, fresh)
    stage = { house, ...(await cast(house.db)) }
    scene = await passageOfRoussel(stage)
    house.clock.set(paris('09:14'))
    await lateMorning(stage, scene)
    app = await testApp(house)
  })
  afterEach(async () => {
    await app.close()
  })

  const answer = (words: string, address = scene.address) =>
    app.inject({
      method: 'POST',
      url: `${address}/answer`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `answer=${words}`,
    })
  const read = async (address = scene.address) =>
    (await app.inject({ url: address })).body.replaceAll(/[\u00a0\u202f]/g, ' ')
  const replies = async () => await listReplies(house.db, stage.halle.id, [scene.stopId])
  const calls = async () => await listOpenTasks(house.db, stage.halle.id, { stopIds: [scene.stopId] })

  test('may be changed twenty times in ten minutes, and the page goes on opening', async () => {
    for (let times = 0; times < 10; times++)
      for (const words of ['fine', 'cannot']) expect((await answer(words)).statusCode).toBe(303)
    expect((await answer('fine')).statusCode).toBe(429)
    expect(await replies()).toHaveLength(20)
    expect((await app.inject({ url: scene.address })).statusCode).toBe(200)
    const paul = await linkTo(stage, scene.stopId, stage.paul)
    expect((await answer('fine', paul.address)).statusCode, 'another link').toBe(303)
  })

  test('reaches the clinician at once, in the words of the button, as a call to make', async () => {
    expect((await answer('call_back')).statusCode).toBe(303)
    expect(await replies()).toMatchObject([
      {
        via: 'page',
        meaning: 'call_back',
        body: 'Rappelez-moi',
        patient_id: stage.roussel,
        carer_id: null,
        stop_id: scene.stopId,
        from_phone: '+33639980101',
        received_at: paris('09:14'),
      },
    ])
    expect(await calls()).toMatchObject([{ kind: 'call', reason: 'call_back', clinician_id: stage.camille }])
  })

  test('is confirmed with what happens next, and the other answers stay within reach', async () => {
    await answer('cannot')
    const page = await read()
    expect(page).toContain('Vous avez répondu « Je ne peux pas » à 9 h 14.')
    expect(page).toContain('Camille le voit tout de suite.')
    expect(page).toContain('Changer de réponse ?')
    expect(page).not.toContain('value="cannot"')
    expect(page).toContain('value="fine"')
  })

  test('counts once when it is sent twice at the same moment', async () => {
    const answers = await Promise.all([answer('call_back'), answer('call_back')])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303])
    expect(await replies()).toHaveLength(1)
    expect(await calls()).toHaveLength(1)
  })

  test('may be changed: what is fine after all makes nobody call', async () => {
    await answer('call_back')
    house.clock.pass(1)
    await answer('fine')
    expect((await replies()).map(({ meaning }) => meaning)).toEqual(['call_back', 'fine'])
    expect(await calls()).toEqual([])
    expect(await read()).toContain('Vous avez répondu « Ça me va » à 9 h 15.')
  })

  test('may be given again once the call was made', async () => {
    await answer('call_back')
    const [call] = await calls()
    const closing = { practiceId: stage.halle.id, id: call!.id, outcome: 'done', by: stage.camille } as const
    await house.db.transaction().execute(trx => closeTask(trx, closing, house.clock.now()))
    expect(await read()).toContain('value="call_back"')
    house.clock.pass(5)
    await answer('call_back')
    expect(await replies()).toHaveLength(2)
    expect(await calls()).toHaveLength(1)
  })

  test('of a carer is the carer’s: the patient’s page still asks', async () => {
    const carers = await linkTo(stage, scene.stopId, stage.paul)
    await answer('cannot', carers.address)
    expect(await replies()).toMatchObject([{ carer_id: stage.paul, from_phone: '+33639980102' }])
    expect(await read(carers.address)).toContain('Vous avez répondu')
    expect(await read()).not.toContain('Vous avez répondu')
  })

  test('that is none of the buttons is refused and changes nothing', async () => {
    expect((await answer('opt_out')).statusCode).toBe(422)
    expect(await replies()).toEqual([])
  })
})
