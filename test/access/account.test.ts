import { expect, test } from 'vitest'
import { testApp, testHouse } from '../support/app.ts'
import { browser } from '../support/browser.ts'
import { cast } from '../support/cast.ts'
import { codeNow, giveCredentials, PASSWORD } from '../support/credentials.ts'
import { onBothDatabases } from '../support/database.ts'

const NEW_PASSWORD = 'lanterne girafe octobre'

onBothDatabases('an account', fresh => {
  const arrive = async () => {
    const house = await testHouse({}, fresh)
    const people = await cast(house.db)
    const app = await testApp(house)
    const { email } = await giveCredentials(house, people.camille)
    const enter = async (password = PASSWORD) => {
      const device = browser(app)
      await device.submit('/sign-in', { email, password })
      await device.submit('/sign-in/code', { code: codeNow(house) })
      house.clock.pass(1)
      return device
    }
    return { house, app, email, enter, ...people }
  }
  const isInside = async (device: ReturnType<typeof browser>) =>
    (await device.visit('/practice')).statusCode === 200

  test('lists its sessions and ends one of them', async () => {
    const { enter } = await arrive()
    const [telephone, tablet] = [await enter(), await enter()]
    const page = await telephone.visit('/account')
    expect(page.body.match(/Firefox, Android/g)!.length).toBeGreaterThanOrEqual(2)
    const [, url] = /action="(\/account\/sessions\/[\w-]{36}\/revocation)"/.exec(page.body)!
    await telephone.submit(url!)
    expect(await isInside(tablet)).toBe(false)
    expect(await isInside(telephone)).toBe(true)
  })

  test('ends all sessions but this one', async () => {
    const { enter } = await arrive()
    const devices = [await enter(), await enter(), await enter()]
    await devices[1]!.submit('/account/sessions/revocation')
    expect(await Promise.all(devices.map(isInside))).toEqual([false, true, false])
  })

  test('is left by signing out: the cookie is worth nothing afterwards, even if kept', async () => {
    const { enter } = await arrive()
    const device = await enter()
    const kept = device.cookies.get('prevenance')!
    await device.submit('/sign-out')
    device.cookies.set('prevenance', kept)
    expect(await isInside(device)).toBe(false)
  })

  test('changes its password with the old one, which signs the other devices out', async () => {
    const { enter } = await arrive()
    const [telephone, tablet] = [await enter(), await enter()]
    const change = (current_password: string, password = NEW_PASSWORD) =>
      telephone.submit('/account/password', { current_password, password })
    expect((await change('pas le bon mot')).body).toContain('Ce n’est pas le mot de passe de ce compte')
    expect((await change(PASSWORD, 'camillecamille')).body).toContain('se devine')
    expect((await change(PASSWORD)).headers.location).toBe('/account?done=password')
    expect([await isInside(telephone), await isInside(tablet)]).toEqual([true, false])
    expect(await isInside(await enter(NEW_PASSWORD))).toBe(true)
    expect(await isInside(await enter(PASSWORD))).toBe(false)
  })

  test('makes who guesses its password in an open session wait', async () => {
    const { enter } = await arrive()
    const thief = await enter()
    const guess = () => thief.submit('/account/recovery-codes', { current_password: 'pas le bon mot' })
    const answers: number[] = []
    for (let attempt = 1; attempt <= 6; attempt++) answers.push((await guess()).statusCode)
    expect(answers).toEqual([422, 422, 422, 422, 422, 429])
  })

  test('gets ten new recovery codes, and the old ones are worth nothing', async () => {
    const { app, enter, email } = await arrive()
    const device = await enter()
    const codesOf = async () => {
      const page = await device.submit('/account/recovery-codes', { current_password: PASSWORD })
      return [...page.body.matchAll(/<code>([^<]+)<\/code>/g)].map(match => match[1]!)
    }
    const [[old], fresh] = [await codesOf(), await codesOf()]
    const tryCode = async (recovery: string) => {
      const other = browser(app)
      await other.submit('/sign-in', { email, password: PASSWORD })
      return (await other.submit('/sign-in/code', { recovery })).statusCode
    }
    expect(await tryCode(old!)).toBe(422)
    expect(await tryCode(fresh[9]!)).toBe(303)
    expect((await device.visit('/account')).body).toContain('<b>9</b> sur 10')
  })

  test('moves its second factor to another telephone, and the old one opens nothing', async () => {
    const { house, app, enter, email } = await arrive()
    const [device, lost] = [await enter(), await enter()]
    await device.submit('/account/second-factor', { current_password: PASSWORD })
    const page = await device.visit('/sign-in/enrolment')
    const secret = /class="secret">([^<]+)</.exec(page.body)![1]!.replaceAll(' ', '')
    expect((await device.submit('/sign-in/enrolment', { code: codeNow(house, secret) })).statusCode).toBe(200)
    house.clock.pass(1)
    const tryCode = async (code: string) => {
      const other = browser(app)
      await other.submit('/sign-in', { email, password: PASSWORD })
      return (await other.submit('/sign-in/code', { code })).statusCode
    }
    expect(await tryCode(codeNow(house))).toBe(422)
    expect(await tryCode(codeNow(house, secret))).toBe(303)
    expect([await isInside(device), await isInside(lost)], 'also who was signed in on it').toEqual([
      true,
      false,
    ])
  })

  test('is seen again at most every five minutes, and lasts thirty days', async () => {
    const { house, enter } = await arrive()
    const device = await enter()
    const lastSeen = async () =>
      (await house.db.selectFrom('sessions').select('last_seen_at').executeTakeFirstOrThrow()).last_seen_at
    const opened = await lastSeen()
    house.clock.pass(3)
    await device.visit('/practice')
    expect(await lastSeen()).toBe(opened)
    house.clock.pass(1)
    await device.visit('/practice')
    expect(await lastSeen()).toBe(house.clock.now())
    house.clock.pass(30 * 24 * 60)
    expect(await isInside(device)).toBe(false)
  })
})
