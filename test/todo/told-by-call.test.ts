import { expect, test } from 'vitest'
import { chain } from '../delays/chain/chain.ts'
import { testApp } from '../support/app.ts'
import { cookieOf } from '../support/cast.ts'
import { onBothDatabases } from '../support/database.ts'

onBothDatabases('a late patient who has a landline only', fresh => {
  const lateBefore = async () => {
    const scene = await chain(fresh)
    const first = await scene.place({ at: '08:00', minutes: 60 })
    const second = await scene.place({ at: '08:45' }, { landline: '+33324990120' })
    scene.setTime('08:30')
    await scene.tap('arrival', first)
    const app = await testApp(scene.house)
    const { cookie } = await cookieOf(scene.house, scene.ines, scene.cabinet.id)
    const post = async (path: string, payload = '') => {
      const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' }
      const { statusCode } = await app.inject({ method: 'POST', url: path, headers, payload })
      expect(statusCode).toBe(303)
    }
    const [call] = await scene.tasks(second)
    return { scene, second, app, post, path: `/tasks/${call!.id}` }
  }

  test('counts as told once the secretary has called, and no longer when she takes it back', async () => {
    const { scene, second, app, post, path } = await lateBefore()
    await post(`${path}/outcome`, 'outcome=told')
    expect(await scene.decision(second)).toMatchObject({ kind: 'told', reason: 'call' })
    expect(await scene.tasks(second)).toEqual([])
    await post(`${path}/reopening`)
    expect(await scene.decision(second)).toMatchObject({ kind: 'to_call' })
    expect(await scene.tasks(second)).toHaveLength(1)
    await app.close()
  })

  test('stays to be called when nobody answers', async () => {
    const { scene, second, app, post, path } = await lateBefore()
    await post(`${path}/outcome`, 'outcome=no_answer')
    await scene.reconsider()
    expect(await scene.decision(second)).toMatchObject({ kind: 'to_call' })
    expect(await scene.tasks(second)).toMatchObject([{ kind: 'call', reason: 'landline' }])
    await app.close()
  })
})
