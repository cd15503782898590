import { expect, test } from 'vitest'
import { firstRunCode } from '../../src/access/first-run.ts'
import { testApp, testHouse } from '../support/app.ts'
import { browser } from '../support/browser.ts'
import { cast } from '../support/cast.ts'
import { codeNow } from '../support/credentials.ts'
import { onBothDatabases } from '../support/database.ts'

const TYPED = {
  name: 'Cabinet des Lavoirs',
  phone: '0262 41 00 42',
  zone: 'Indian/Reunion',
  leg_minutes: '9',
  tolerance_minutes: '10',
  first_name: 'Léa',
  last_name: 'Morel',
  profession: 'infirmière',
  email: 'Lea@example.fr',
  password: 'lanterne girafe octobre',
}

onBothDatabases('the first run', fresh => {
  const arrive = async (publicUrl = 'http://localhost:3000') => {
    const house = await testHouse({ publicUrl }, fresh)
    const app = await testApp(house)
    const print = async () => (await firstRunCode(house.db, house.secrets, house.clock.now()))!
    const open = (code: string, fields = {}) =>
      browser(app).submit('/first-run', { ...TYPED, code, ...fields })
    const practices = () => house.db.selectFrom('practices').selectAll().execute()
    return { house, app, print, open, practices }
  }

  test('is where every page leads while there is no practice', async () => {
    const { app } = await arrive()
    for (const url of ['/', '/today', '/sign-in', '/patients/1', '/p/AAAAAAAAAAAAAAAA'])
      expect((await browser(app).visit(url)).headers.location).toBe('/first-run')
    expect((await browser(app).visit('/assets/app.css')).statusCode).toBe(200)
    expect((await browser(app).visit('/first-run')).body).toContain('Ouvrir le cabinet')
  })

  test('makes the practice and its owner, who then adds the second factor and enters patients', async () => {
    const { app, house, print, practices } = await arrive()
    const founder = browser(app)
    const answer = await founder.submit('/first-run', { ...TYPED, code: (await print()).toLowerCase() })
    expect(answer.headers.location).toBe('/sign-in/enrolment')
    const secret = /class="secret">([^<]+)</.exec((await founder.visit('/sign-in/enrolment')).body)![1]!
    const code = codeNow(house, secret.replaceAll(' ', ''))
    const codes = await founder.submit('/sign-in/enrolment', { code })
    expect(codes.body).toContain('href="/patients"')
    const page = await founder.visit('/practice')
    expect(page.body).toContain('Léa Morel')
    expect(page.body).toContain('0262\u00a041\u00a000\u00a042')
    expect(await practices()).toMatchObject([
      { name: 'Cabinet des Lavoirs', zone: 'Indian/Reunion', phone: '+262262410042', tolerance_minutes: 10 },
    ])
  })

  test('is over once there is a practice: no page, no code', async () => {
    const { house, app, print } = await arrive()
    const code = await print()
    await cast(house.db)
    expect((await browser(app).visit('/first-run')).statusCode).toBe(404)
    expect((await browser(app).submit('/first-run', { ...TYPED, code })).statusCode).toBe(404)
    expect(await firstRunCode(house.db, house.secrets, house.clock.now())).toBeNull()
  })

  test('happens once, also for two people at the same instant', async () => {
    const { print, open, practices } = await arrive()
    const code = await print()
    const answers = await Promise.all([open(code), open(code, { email: 'noe@example.fr' })])
    expect(answers.filter(answer => answer.statusCode === 303)).toHaveLength(1)
    expect(await practices()).toHaveLength(1)
  })

  test('refuses another code, the one of an earlier start, and one from the day before', async () => {
    const { house, print, open, practices } = await arrive()
    const earlier = await print()
    const current = await print()
    for (const code of ['AAAA-BBBB-CCCC', earlier])
      expect((await open(code)).body).toContain('Ce n’est pas le code affiché')
    house.clock.pass(24 * 60)
    expect((await open(current)).statusCode).toBe(422)
    expect(await practices()).toEqual([])
  })

  test('loses nothing that was typed but the password, and says what is wrong beside it', async () => {
    const { print, open } = await arrive()
    const page = await open(await print(), { phone: '03 24', leg_minutes: 'dix', email: 'lea@' })
    expect(page.statusCode).toBe(422)
    for (const words of ['numéro n’est pas complet', 'nombre entier de 1 à 120', 'n’est pas complète'])
      expect(page.body).toContain(words)
    for (const typed of ['Cabinet des Lavoirs', 'Léa', 'lea@', '03 24'])
      expect(page.body).toContain(`value="${typed}"`)
    expect(page.body).not.toContain('lanterne')
  })

  test('makes who guesses the code wait', async () => {
    const { open } = await arrive()
    const answers: number[] = []
    for (let attempt = 1; attempt <= 22; attempt++) answers.push((await open('AAAA-BBBB-CCCC')).statusCode)
    expect(answers.slice(0, 21)).toEqual(Array(21).fill(422))
    expect(answers[21]).toBe(429)
  })

  test('warns of an address that is too long for texts', async () => {
    const { app } = await arrive('https://rendez-vous.cabinet-des-lavoirs.example.fr')
    expect((await browser(app).visit('/first-run')).body).toContain('les SMS sont abrégés')
  })
})
