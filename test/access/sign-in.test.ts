import { expect, test } from 'vitest'
import { useRecoveryCode } from '../../src/access/recovery-codes.ts'
import { testApp, testHouse } from '../support/app.ts'
import { browser } from '../support/browser.ts'
import { cast } from '../support/cast.ts'
import { codeNow, giveCredentials, PASSWORD, TOTP_SECRET } from '../support/credentials.ts'
import { onBothDatabases } from '../support/database.ts'

onBothDatabases('sign-in', fresh => {
  const arrive = async (options?: { secondFactor: boolean }) => {
    const house = await testHouse({}, fresh)
    const people = await cast(house.db)
    const app = await testApp(house)
    const { email } = await giveCredentials(house, people.camille, options)
    const guess = (from = browser(app), password = 'pas le bon mot') =>
      from.submit('/sign-in', { email, password })
    const enter = async (from = browser(app)) => {
      await from.submit('/sign-in', { email, password: PASSWORD })
      const response = await from.submit('/sign-in/code', { code: codeNow(house) })
      house.clock.pass(1)
      return { from, response }
    }
    return { house, app, ...people, email, guess, enter }
  }

  test('opens the door with password and code, in the practice', async () => {
    const { enter } = await arrive()
    const { from, response } = await enter()
    expect(response.headers.location).toBe('/')
    expect((await from.visit('/')).headers.location).toBe('/today')
    expect((await from.visit('/practice')).body).toContain('Cabinet de la Halle')
  })

  test('gives no session for the password alone', async () => {
    const { app, email, house } = await arrive()
    const nurse = browser(app)
    await nurse.submit('/sign-in', { email, password: PASSWORD })
    expect((await nurse.visit('/practice')).headers.location).toBe('/sign-in?next=%2Fpractice')
    expect(await house.db.selectFrom('sessions').selectAll().execute()).toEqual([])
  })

  test('leads on to the page that was asked for, and never to another site', async () => {
    const { app, email, house } = await arrive()
    const nurse = browser(app)
    await nurse.submit('/sign-in', { email, password: PASSWORD, next: '/tasks' })
    const response = await nurse.submit('/sign-in/code', { code: codeNow(house) })
    expect(response.headers.location).toBe('/tasks')
    const page = await browser(app).visit('/sign-in?next=//elsewhere.example')
    expect(page.body).toContain('name="next" value="/"')
  })

  test('answers a wrong password and an unknown e-mail in the same words, and keeps the e-mail typed', async () => {
    const { app, email } = await arrive()
    const wrong = await browser(app).submit('/sign-in', { email, password: 'pas le bon mot' })
    const unknown = await browser(app).submit('/sign-in', {
      email: 'x@example.fr',
      password: 'pas le bon mot',
    })
    expect([wrong.statusCode, unknown.statusCode]).toEqual([422, 422])
    expect(wrong.body).toContain(`value="${email}"`)
    expect(unknown.body.replace('x@example.fr', email)).toBe(wrong.body)
    expect(wrong.body).not.toContain('pas le bon mot')
  })

  test('takes an e-mail with capitals and spaces around', async () => {
    const { app, email } = await arrive()
    const typed = ` ${email.toUpperCase()} `
    const response = await browser(app).submit('/sign-in', { email: typed, password: PASSWORD })
    expect(response.headers.location).toBe('/sign-in/code')
  })

  test('a code opens the door once, also for two requests at the same instant', async () => {
    const { app, email, house } = await arrive()
    const devices = [browser(app), browser(app), browser(app)]
    for (const device of devices) await device.submit('/sign-in', { email, password: PASSWORD })
    const answers = await Promise.all(
      devices.map(device => device.submit('/sign-in/code', { code: codeNow(house) })),
    )
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([303, 422, 422])
  })

  test('a recovery code replaces the telephone, once', async () => {
    const { app, email, house, camille } = await arrive()
    const nurse = browser(app)
    await nurse.submit('/sign-in', { email, password: PASSWORD })
    await nurse.submit('/sign-in/code', { code: codeNow(house) })
    const page = await nurse.submit('/account/recovery-codes', { current_password: PASSWORD })
    const codes = [...page.body.matchAll(/<code>([^<]+)<\/code>/g)].map(match => match[1]!)
    expect(codes).toHaveLength(10)
    const elsewhere = browser(app)
    await elsewhere.submit('/sign-in', { email, password: PASSWORD })
    const typed = codes[3]!.toLowerCase().replace('-', ' ')
    expect((await elsewhere.submit('/sign-in/code', { recovery: typed })).statusCode).toBe(303)
    expect(await useRecoveryCode(house.db, house.secrets, camille, codes[3]!, house.clock.now())).toBe(false)
    const stored = JSON.stringify(await house.db.selectFrom('recovery_codes').selectAll().execute())
    for (const code of codes) expect(stored).not.toContain(code)
  })

  test('the time between password and code is ten minutes', async () => {
    const { app, email, house } = await arrive()
    const nurse = browser(app)
    await nurse.submit('/sign-in', { email, password: PASSWORD })
    house.clock.pass(10)
    const late = await nurse.submit('/sign-in/code', { code: codeNow(house) })
    expect(late.headers.location).toBe('/sign-in')
  })

  test('a half-open door closes when the password changes meanwhile', async () => {
    const { app, email, house, camille } = await arrive()
    const nurse = browser(app)
    await nurse.submit('/sign-in', { email, password: PASSWORD })
    await house.db.updateTable('users').set({ password_hash: 'another' }).where('id', '=', camille).execute()
    expect((await nurse.visit('/sign-in/code')).headers.location).toBe('/sign-in')
  })

  test('guessing waits longer and longer, and says for how long', async () => {
    const { app, guess, house } = await arrive()
    const stranger = browser(app)
    for (let attempt = 1; attempt <= 5; attempt++) expect((await guess(stranger)).statusCode).toBe(422)
    const refused = await guess(stranger)
    expect(refused.statusCode).toBe(429)
    expect(refused.headers['retry-after']).toBe('30')
    expect(refused.body).toContain('dans 30\u00a0secondes')
    house.clock.pass(1)
    expect((await guess(stranger)).statusCode).toBe(422)
    expect((await guess(stranger)).headers['retry-after']).toBe('60')
  })

  test('guesses made all at once are counted before they are checked', async () => {
    const { guess } = await arrive()
    const answers = await Promise.all(Array.from({ length: 12 }, () => guess()))
    const checked = answers.filter(answer => answer.statusCode === 422)
    expect(checked.length).toBeLessThanOrEqual(5)
  })

  test('a stranger who guesses does not make the owner wait on a device that is known', async () => {
    const { app, guess, enter, house } = await arrive()
    const { from: telephone } = await enter()
    await telephone.submit('/sign-out')
    const stranger = browser(app)
    for (let attempt = 1; attempt <= 8; attempt++) {
      await guess(stranger)
      house.clock.pass(30)
    }
    for (let attempt = 1; attempt <= 6; attempt++) await guess(stranger)
    expect((await guess(browser(app), PASSWORD)).statusCode).toBe(429)
    const { response } = await enter(telephone)
    expect(response.statusCode).toBe(303)
  })

  test('a known device that guesses is made to wait too', async () => {
    const { guess, enter } = await arrive()
    const { from: stolen } = await enter()
    for (let attempt = 1; attempt <= 5; attempt++) await guess(stolen)
    expect((await guess(stolen)).statusCode).toBe(429)
  })

  test('one address that tries many accounts is made to wait', async () => {
    const { app } = await arrive()
    const address = '198.51.100.9'
    const answers: number[] = []
    for (let attempt = 1; attempt <= 22; attempt++) {
      const fields = { email: `p${attempt}@example.fr`, password: 'pas le bon mot' }
      answers.push((await browser(app, { address }).submit('/sign-in', fields)).statusCode)
    }
    expect(answers.slice(0, 21)).toEqual(Array(21).fill(422))
    expect(answers[21]).toBe(429)
  })

  test('guesses of the code count with those of the password', async () => {
    const { app, email } = await arrive()
    const thief = browser(app)
    await thief.submit('/sign-in', { email, password: PASSWORD })
    const answers: number[] = []
    for (let attempt = 1; attempt <= 6; attempt++)
      answers.push((await thief.submit('/sign-in/code', { code: '000000' })).statusCode)
    expect(answers).toEqual([422, 422, 422, 422, 422, 429])
    const again = await browser(app).submit('/sign-in', { email, password: PASSWORD })
    expect(again.statusCode).toBe(429)
  })

  test('an account without a second factor must add one before it gets in', async () => {
    const { app, email, house, camille } = await arrive({ secondFactor: false })
    const nurse = browser(app)
    const answer = await nurse.submit('/sign-in', { email, password: PASSWORD })
    expect(answer.headers.location).toBe('/sign-in/enrolment')
    const page = await nurse.visit('/sign-in/enrolment')
    const secret = /class="secret">([^<]+)</.exec(page.body)![1]!.replaceAll(' ', '')
    expect((await nurse.submit('/sign-in/enrolment', { code: '000000' })).statusCode).toBe(422)
    const done = await nurse.submit('/sign-in/enrolment', { code: codeNow(house, secret) })
    expect(done.body).toContain('Vos codes de secours')
    expect((await nurse.visit('/practice')).statusCode).toBe(200)
    const stored = await house.db.selectFrom('users').selectAll().where('id', '=', camille).execute()
    expect(JSON.stringify(stored)).not.toContain(secret)
  })

  test('an enrolment that somebody else began cannot replace a factor that is there by now', async () => {
    const { app, email, house } = await arrive({ secondFactor: false })
    const [nurse, thief] = [browser(app), browser(app)]
    for (const person of [nurse, thief]) await person.submit('/sign-in', { email, password: PASSWORD })
    const secretOf = async (person: typeof nurse) =>
      /class="secret">([^<]+)</.exec((await person.visit('/sign-in/enrolment')).body)![1]!.replaceAll(' ', '')
    const stolen = codeNow(house, await secretOf(thief))
    await nurse.submit('/sign-in/enrolment', { code: codeNow(house, await secretOf(nurse)) })
    expect((await thief.submit('/sign-in/enrolment', { code: stolen })).headers.location).toBe('/sign-in')
  })

  test('cookies are out of reach of scripts and other sites, and need https where the house has it', async () => {
    const house = await testHouse({ publicUrl: 'https://rdv.example.fr' }, fresh)
    const { camille } = await cast(house.db)
    const { email } = await giveCredentials(house, camille)
    const nurse = browser(await testApp(house))
    await nurse.submit('/sign-in', { email, password: PASSWORD })
    const { cookies } = await nurse.submit('/sign-in/code', { code: codeNow(house, TOTP_SECRET) })
    const kept = cookies.filter(cookie => cookie.value !== '')
    expect(kept.map(cookie => cookie.name).sort()).toEqual(['prevenance', 'prevenance_device'])
    for (const cookie of kept)
      expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' })
  })
})
