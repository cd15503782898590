import { expect, test } from 'vitest'
import { testApp, testHouse } from '../support/app.ts'
import { browser } from '../support/browser.ts'
import { cast, cookieOf } from '../support/cast.ts'
import { codeNow, giveCredentials, PASSWORD } from '../support/credentials.ts'
import { onBothDatabases } from '../support/database.ts'

const NEW_PASSWORD = 'lanterne girafe octobre'
const LEA = { first_name: 'Léa', last_name: 'Morel', password: NEW_PASSWORD }

onBothDatabases('an invitation', fresh => {
  const arrive = async () => {
    const house = await testHouse({}, fresh)
    const people = await cast(house.db)
    const app = await testApp(house)
    const { cookie } = await cookieOf(house, people.camille, people.halle.id)
    const owner = browser(app)
    owner.cookies.set('prevenance', cookie.split('=')[1]!)
    const prepare = (fields: Record<string, string> = {}) =>
      owner.submit('/practice/invitations', { email: 'lea@example.fr', role: 'clinician', ...fields })
    const linkOf = (page: { body: string }): string =>
      /value="http:\/\/localhost:3000(\/invitations\/[\w-]{32})"/.exec(page.body)![1]!
    const invite = async (fields?: Record<string, string>) => linkOf(await prepare(fields))
    return { house, app, owner, prepare, invite, ...people }
  }
  type Arrived = Awaited<ReturnType<typeof arrive>>

  /** Follows the link to the end, as a person without an account does. */
  const followAsNewcomer = async ({ app, house }: Arrived, link: string) => {
    const newcomer = browser(app)
    await newcomer.submit(`${link}/account`, LEA)
    const page = await newcomer.visit('/sign-in/enrolment')
    const secret = /class="secret">([^<]+)</.exec(page.body)![1]!.replaceAll(' ', '')
    await newcomer.submit('/sign-in/enrolment', { code: codeNow(house, secret) })
    const joined = await newcomer.submit(`${link}/membership`)
    return { newcomer, joined }
  }

  const replacement = (userId: string, fromOn = '2026-11-23', toOn = '2026-11-29') => ({
    role: 'substitute',
    from_on: fromOn,
    to_on: toOn,
    replaces_user_id: userId,
  })

  test('makes somebody without an account a member, with password and second factor', async () => {
    const arrived = await arrive()
    const { newcomer, joined } = await followAsNewcomer(arrived, await arrived.invite())
    expect(joined.headers.location).toBe('/')
    const page = await newcomer.visit('/practice')
    expect(page.body).toContain('Léa Morel')
    expect(page.body).toContain('Cabinet de la Halle')
  })

  test('leads who has an account through the sign-in, and adds the practice to those they have', async () => {
    const { house, app, invite, chloe } = await arrive()
    const { email } = await giveCredentials(house, chloe)
    const link = await invite({ email })
    const visitor = browser(app)
    expect((await visitor.visit(link)).body).toContain(`/sign-in?next=${link}`)
    await visitor.submit('/sign-in', { email, password: PASSWORD, next: link })
    const inside = await visitor.submit('/sign-in/code', { code: codeNow(house) })
    expect(inside.headers.location).toBe(link)
    await visitor.submit(`${link}/membership`)
    const choice = await visitor.visit('/account/practice')
    expect(choice.body).toContain('Cabinet du Port')
    expect(choice.body).toContain('Cabinet de la Halle')
  })

  test('works once', async () => {
    const arrived = await arrive()
    const link = await arrived.invite()
    const { newcomer } = await followAsNewcomer(arrived, link)
    expect((await newcomer.submit(`${link}/membership`)).statusCode).toBe(404)
    expect((await browser(arrived.app).visit(link)).statusCode).toBe(404)
  })

  test('is worth nothing after seven days, nor once it was taken back', async () => {
    const { house, app, invite, owner } = await arrive()
    const first = await invite()
    house.clock.pass(7 * 24 * 60)
    expect((await browser(app).visit(first)).statusCode).toBe(404)
    const second = await invite()
    const page = await owner.visit('/practice/invitations')
    await owner.submit(/action="(\/practice\/invitations\/[\w-]+\/revocation)"/.exec(page.body)![1]!)
    expect((await browser(app).visit(second)).statusCode).toBe(404)
  })

  test('is for one person: another account cannot use it', async () => {
    const { house, app, invite, bastien, halle } = await arrive()
    const link = await invite()
    const colleague = browser(app)
    colleague.cookies.set('prevenance', (await cookieOf(house, bastien, halle.id)).cookie.split('=')[1]!)
    expect((await colleague.visit(link)).body).toContain('Se déconnecter')
    expect((await colleague.submit(`${link}/membership`)).statusCode).toBe(403)
  })

  test('is shown once: neither the page nor the database holds the token afterwards', async () => {
    const { house, invite, owner } = await arrive()
    const token = (await invite()).split('/').at(-1)!
    expect((await owner.visit('/practice/invitations')).body).not.toContain(token)
    expect(JSON.stringify(await house.db.selectFrom('one_time_links').selectAll().execute())).not.toContain(
      token,
    )
  })

  test('of a member is refused beside the e-mail', async () => {
    const { house, prepare, bastien } = await arrive()
    const { email } = await giveCredentials(house, bastien)
    const page = await prepare({ email })
    expect(page.statusCode).toBe(422)
    expect(page.body).toContain('fait déjà partie du cabinet')
    expect(page.body).toContain(`value="${email}"`)
  })

  test('of a substitute asks for the dates and for whom they replace', async () => {
    const { prepare, bastien, ines } = await arrive()
    const empty = await prepare({ role: 'substitute' })
    expect(empty.statusCode).toBe(422)
    for (const words of ['Donnez le premier jour', 'Donnez le dernier jour', 'Dites qui est remplacé'])
      expect(empty.body).toContain(words)
    const backwards = await prepare(replacement(bastien, '2026-12-05', '2026-12-01'))
    expect(backwards.body).toContain('vient avant le premier')
    expect((await prepare(replacement(ines))).body).toContain('ne soigne pas dans ce cabinet')
  })

  test('lets a substitute replace two colleagues at once and not three', async () => {
    const { prepare, invite, camille, bastien, ...arrived } = await arrive()
    await followAsNewcomer(
      { prepare, invite, camille, bastien, ...arrived },
      await invite({ email: 'noe@example.fr' }),
    )
    const noe = await arrived.house.db
      .selectFrom('users')
      .select('id')
      .where('email', '=', 'noe@example.fr')
      .executeTakeFirstOrThrow()
    expect((await prepare(replacement(camille))).statusCode).toBe(201)
    expect((await prepare(replacement(bastien))).statusCode).toBe(201)
    const third = await prepare(replacement(noe.id))
    expect(third.statusCode).toBe(422)
    expect(third.body).toContain('au plus deux collègues à la fois')
    expect((await prepare(replacement(noe.id, '2026-11-30', '2026-12-02'))).statusCode).toBe(201)
  })

  test('of a substitute opens the house on the first day only', async () => {
    const arrived = await arrive()
    const link = await arrived.invite(replacement(arrived.bastien, '2026-11-26', '2026-11-27'))
    const { newcomer } = await followAsNewcomer(arrived, link)
    expect((await newcomer.visit('/')).headers.location).toBe('/account/practice')
    expect((await newcomer.visit('/account/practice')).body).toContain('jeudi 26 novembre')
    expect((await newcomer.visit('/practice')).headers.location).toBe('/account/practice?next=%2Fpractice')
    arrived.house.clock.set('2026-11-25T23:00:00.000Z')
    const page = await newcomer.visit('/account/practice')
    const practiceId = /name="practice_id" value="([^"]+)"/.exec(page.body)![1]!
    await newcomer.submit('/account/practice', { practice_id: practiceId })
    expect((await newcomer.visit('/practice')).statusCode).toBe(200)
    arrived.house.clock.set('2026-11-27T23:00:00.000Z')
    expect((await newcomer.visit('/practice')).headers.location).toBe('/sign-in?next=%2Fpractice')
  })

  test('keeps what was typed when the password is refused', async () => {
    const { app, invite } = await arrive()
    const link = await invite()
    const page = await browser(app).submit(`${link}/account`, { ...LEA, password: 'trop court' })
    expect(page.statusCode).toBe(422)
    expect(page.body).toContain('value="Léa"')
    expect(page.body).toContain('au moins 12 caractères')
    expect(page.body).not.toContain('trop court')
  })
})
