import { expect, test } from 'vitest'
import { testApp, testHouse } from '../support/app.ts'
import { cast, cookieOf } from '../support/cast.ts'
import { onBothDatabases } from '../support/database.ts'

const typed = { last_name: 'Haddad', first_name: 'Samira', 'phones[0][number]': '06 39 98 01 11' }

onBothDatabases('a form that is sent twice', fresh => {
  const arrive = async () => {
    const house = await testHouse({}, fresh)
    const { halle, camille } = await cast(house.db)
    const app = await testApp(house)
    const headers = {
      ...(await cookieOf(house, camille, halle.id)),
      'content-type': 'application/x-www-form-urlencoded',
    }
    const post = (url: string, fields: Record<string, string>) =>
      app.inject({ method: 'POST', url, headers, payload: new URLSearchParams(fields).toString() })
    const count = async (table: 'patients' | 'round_breaks') =>
      (await house.db.selectFrom(table).select('id').execute()).length
    return { house, camille, post, count }
  }

  test('at the same instant makes one patient, and both answers lead there', async () => {
    const { post, count } = await arrive()
    const before = await count('patients')
    const answers = await Promise.all([
      post('/patients', typed),
      post('/patients', typed),
      post('/patients', typed),
    ])
    expect(new Set(answers.map(answer => answer.headers.location)).size).toBe(1)
    expect(await count('patients')).toBe(before + 1)
  })

  test('with another number, or a while later, makes another patient', async () => {
    const { house, post, count } = await arrive()
    const before = await count('patients')
    await post('/patients', typed)
    await post('/patients', { ...typed, 'phones[0][number]': '06 39 98 01 12' })
    house.clock.pass(2)
    await post('/patients', typed)
    expect(await count('patients')).toBe(before + 3)
  })

  test('makes one break', async () => {
    const { post, count, camille } = await arrive()
    const rest = { clinician: camille, from: '12:00', to: '13:00', atLeast: '20' }
    await post('/rounds/2026-11-25/breaks', rest)
    await post('/rounds/2026-11-25/breaks', rest)
    await post('/rounds/2026-11-25/breaks', { ...rest, from: '14:00', to: '15:00' })
    expect(await count('round_breaks')).toBe(2)
  })
})
