import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { sealAudit } from '../../src/access/audit-seal.ts'
import { systemClock } from '../../src/clock.ts'
import { newId } from '../../src/ids.ts'
import { testApp, testHouse } from '../support/app.ts'
import { browser } from '../support/browser.ts'
import { cast, cookieOf } from '../support/cast.ts'
import { giveCredentials } from '../support/credentials.ts'
import { onBothDatabases } from '../support/database.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

onBothDatabases('on the machine', fresh => {
  const arrive = async () => {
    const house = await testHouse({}, fresh)
    const people = await cast(house.db)
    const run = (script: string, ...args: string[]): Promise<{ code: number | null; said: string }> =>
      new Promise((resolve, reject) => {
        const { DEMO: _, ...env } = process.env
        const child = spawn(process.execPath, [`scripts/${script}.ts`, ...args], {
          cwd: root,
          env: { ...env, DATABASE_URL: house.url, SECRET_KEY: house.config.secretKey, PORT: '3000' },
        })
        let said = ''
        for (const stream of [child.stdout, child.stderr])
          stream.on('data', text => {
            said += text
          })
        child.once('error', reject)
        child.once('close', code => resolve({ code, said }))
      })
    return { house, ...people, run }
  }

  const append = async ({ house, halle }: Awaited<ReturnType<typeof arrive>>, at: string) => {
    await house.db
      .insertInto('audit_entries')
      .values({
        id: newId(),
        practice_id: halle.id,
        at,
        actor: 'user:camille',
        route: 'GET /patients/:id',
        patient_ids: '["roussel"]',
        seq: null,
        previous_hash: null,
        hash: null,
      })
      .execute()
  }

  test('`audit verify` says how each chain stands, names the unsealed tail, and fails when one is broken', async () => {
    const arrived = await arrive()
    await append(arrived, '2026-11-25T07:00:00.000Z')
    await append(arrived, '2026-11-25T07:01:00.000Z')
    await sealAudit(arrived.house.db)
    await append(arrived, '2026-11-25T07:02:00.000Z')
    const sound = await arrived.run('audit', 'verify')
    expect(sound.code).toBe(0)
    expect(sound.said).toMatch(
      /Cabinet de la Halle .*: ok, 2 sealed entries, the last is 2 with hash [0-9a-f]{64}/,
    )
    expect(sound.said).toContain('not sealed yet: 1, from 2026-11-25T07:02:00.000Z')
    await arrived.house.db
      .updateTable('audit_entries')
      .set({ actor: 'user:ines' })
      .where('seq', '=', 1)
      .execute()
    const broken = await arrived.run('audit', 'verify')
    expect(broken.code).toBe(1)
    expect(broken.said).toMatch(/Cabinet de la Halle .*: BROKEN at entry 1/)
    expect(broken.said).toMatch(/Cabinet du Port .*: ok/)
  })

  test('`audit prune` forgets what is older than a day and leaves a chain that verifies', async () => {
    const arrived = await arrive()
    await append(arrived, '2026-03-01T07:00:00.000Z')
    await append(arrived, '2026-11-25T07:00:00.000Z')
    await sealAudit(arrived.house.db)
    const pruned = await arrived.run('audit', 'prune', '--before', '2026-05-01')
    expect(pruned).toMatchObject({
      code: 0,
      said: expect.stringContaining('Cabinet de la Halle: entries pruned: 1'),
    })
    const verified = await arrived.run('audit', 'verify')
    expect(verified.code).toBe(0)
    expect(verified.said).toContain('starts after entry 1')
  })

  test.each([
    ['audit', []],
    ['audit', ['prune']],
    ['audit', ['prune', '--before', 'yesterday']],
    ['reset-password', []],
  ])('`%s %s` without what it needs says how it is used', async (script, args) => {
    const { run } = await arrive()
    expect(await run(script, ...args)).toMatchObject({
      code: 2,
      said: expect.stringMatching(/^Usage: npm run/),
    })
  })

  test('`reset-password` prints a link by which the owner comes back in', async () => {
    const { house, halle, camille, run } = await arrive()
    const { email } = await giveCredentials(house, camille)
    const app = await testApp(house)
    const telephone = browser(app)
    telephone.cookies.set('prevenance', (await cookieOf(house, camille, halle.id)).cookie.split('=')[1]!)
    const unknown = await run('reset-password', 'nobody@example.fr')
    expect(unknown).toMatchObject({ code: 1, said: expect.stringContaining('No account') })
    const { code, said } = await run('reset-password', email.toUpperCase(), '--lost-phone')
    expect(code).toBe(0)
    const [, link] = /http:\/\/localhost:3000(\/password-reset\/[\w-]{32})\n/.exec(said)!
    expect((await telephone.visit('/practice')).statusCode).toBe(303)
    // The command has the machine's clock, the house that of the tests: the link counts from the former.
    house.clock.set(systemClock.now())
    const answer = await telephone.submit(link!, { password: 'lanterne girafe octobre' })
    expect(answer.headers.location).toBe('/sign-in/enrolment')
  })
})
