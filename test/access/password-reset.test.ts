import { expect, test } from 'vitest'
import { addMembership } from '../../src/access/memberships.ts'
import { issueReset } from '../../src/access/password-resets.ts'
import { inTransaction } from '../../src/db/database.ts'
import type { Id } from '../../src/terms.ts'
import { type TestHouse, testApp, testHouse } from '../support/app.ts'
import { browser } from '../support/browser.ts'
import { cast, cookieOf } from '../support/cast.ts'
import { codeNow, giveCredentials, PASSWORD } from '../support/credentials.ts'
import { onBothDatabases } from '../support/database.ts'

const NEW_PASSWORD = 'lanterne girafe octobre'

const join = async ({ db, clock }: TestHouse, userId: Id, practiceId: Id) => {
  const nobodyReplaced = { from_on: null, to_on: null, replaces_user_id: null }
  const membership = {
    practice_id: practiceId,
    user_id: userId,
    role: 'clinician',
    profession: null,
  } as const
  await inTransaction(db, trx => addMembership(trx, { ...membership, ...nobodyReplaced }, clock.now()))
}

onBothDatabases('a reset link', fresh => {
  const arrive = async ({ withSecondFactor = false } = {}) => {
    const house = await testHouse({}, fresh)
    const people = await cast(house.db)
    const app = await testApp(house)
    const { email } = await giveCredentials(house, people.bastien)
    const member = browser(app)
    member.cookies.set(
      'prevenance',
      (await cookieOf(house, people.bastien, people.halle.id)).cookie.split('=')[1]!,
    )
    const issue = () =>
      inTransaction(house.db, trx =>
        issueReset(
          trx,
          house.secrets,
          { userId: people.bastien, practiceId: people.halle.id, by: people.camille, withSecondFactor },
          house.clock.now(),
        ),
      )
    const use = (token: string, password = NEW_PASSWORD) =>
      browser(app).submit(`/password-reset/${token}`, { password })
    return { house, app, email, member, issue, use, ...people }
  }

  test('signs the account out everywhere at once', async () => {
    const { member, issue } = await arrive()
    expect((await member.visit('/practice')).statusCode).toBe(200)
    await issue()
    expect((await member.visit('/practice')).statusCode).toBe(303)
  })

  test('sets a new password, and the second factor is still asked', async () => {
    const { app, house, email, issue, use } = await arrive()
    const answer = await use(await issue())
    expect(answer.headers.location).toBe('/sign-in/code')
    const old = await browser(app).submit('/sign-in', { email, password: PASSWORD })
    expect(old.statusCode).toBe(422)
    const member = browser(app)
    await member.submit('/sign-in', { email, password: NEW_PASSWORD })
    expect((await member.submit('/sign-in/code', { code: codeNow(house) })).statusCode).toBe(303)
  })

  test('for a lost telephone, asks for a new second factor: the old one opens nothing', async () => {
    const { app, house, email, issue, use } = await arrive({ withSecondFactor: true })
    expect((await use(await issue())).headers.location).toBe('/sign-in/enrolment')
    const finder = browser(app)
    const answer = await finder.submit('/sign-in', { email, password: NEW_PASSWORD })
    expect(answer.headers.location).toBe('/sign-in/enrolment')
    const tried = await finder.submit('/sign-in/code', { code: codeNow(house) })
    expect(tried.headers.location).toBe('/sign-in')
  })

  test('works once, also for two people at the same instant', async () => {
    const { issue, use } = await arrive()
    const token = await issue()
    const answers = await Promise.all([use(token), use(token)])
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([303, 404])
    expect((await use(token)).statusCode).toBe(404)
  })

  test('is worth nothing after a day, nor once a newer one was issued', async () => {
    const { house, issue, use } = await arrive()
    const first = await issue()
    const second = await issue()
    expect((await use(first)).statusCode).toBe(404)
    house.clock.pass(24 * 60)
    expect((await use(second)).statusCode).toBe(404)
  })

  test('refuses a poor password and stays good', async () => {
    const { issue, use } = await arrive()
    const token = await issue()
    const refused = await use(token, 'bastienbastien')
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('se devine')
    expect((await use(token)).statusCode).toBe(303)
  })

  test('is worth nothing once the account’s own password was changed', async () => {
    const { house, app, email, issue, use } = await arrive()
    const token = await issue()
    const member = browser(app)
    await member.submit('/sign-in', { email, password: PASSWORD })
    await member.submit('/sign-in/code', { code: codeNow(house) })
    const change = { current_password: PASSWORD, password: 'rivage ardoise moulin' }
    expect((await member.submit('/account/password', change)).statusCode).toBe(303)
    expect((await use(token)).statusCode).toBe(404)
  })

  test('of an owner does not open the practice that its member has joined meanwhile', async () => {
    const { house, email, app, bastien, port, issue, use } = await arrive({ withSecondFactor: true })
    const token = await issue()
    await join(house, bastien, port.id)
    expect((await use(token)).statusCode).toBe(404)
    const member = browser(app)
    const entered = await member.submit('/sign-in', { email, password: PASSWORD })
    expect(entered.headers.location).toBe('/sign-in/code')
  })

  test('is not given by an owner for somebody who belongs to another practice too', async () => {
    const { house, app, camille, halle, port, bastien } = await arrive()
    await join(house, bastien, port.id)
    const owner = browser(app)
    owner.cookies.set('prevenance', (await cookieOf(house, camille, halle.id)).cookie.split('=')[1]!)
    const { id } = await house.db
      .selectFrom('memberships')
      .select('id')
      .where('user_id', '=', bastien)
      .where('practice_id', '=', halle.id)
      .executeTakeFirstOrThrow()
    const answer = await owner.submit(`/practice/members/${id}/password-reset`, { second_factor: '1' })
    expect(answer.statusCode).toBe(409)
    expect(await house.db.selectFrom('one_time_links').selectAll().execute()).toEqual([])
  })
})
