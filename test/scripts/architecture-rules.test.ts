import { describe, expect, test } from 'vitest'
import { floorBreaches, privacyBreaches } from '../support/architecture/floors.ts'
import { migrationBreaches } from '../support/architecture/migrations.ts'
import { clockReadings, setAsideTests } from '../support/architecture/one-place.ts'
import { purityBreaches } from '../support/architecture/purity.ts'
import { type SourceFile, sourceFile } from '../support/architecture/source.ts'
import { viewBreaches } from '../support/architecture/views.ts'

const importing = (path: string, specifier: string): SourceFile =>
  sourceFile(path, `import {\n  a,\n  b,\n} from '${specifier}'\n`)

describe('imports', () => {
  test.each([
    ['src/agenda/a.ts', '../messages/b.ts'],
    ['src/patients/a.ts', '../access/b.ts'],
    ['src/cadre/a.ts', '../access/b.ts'],
    ['src/http/a.ts', '../db/b.ts'],
    ['src/server.ts', './app.ts'],
    ['src/delays/a.ts', './b.ts'],
    ['src/travel/a.ts', '../terms.ts'],
  ])('%s may import %s', (path, specifier) => {
    expect(floorBreaches([importing(path, specifier)])).toEqual([])
  })

  test.each([
    ['src/messages/a.ts', '../agenda/b.ts'],
    ['src/access/a.ts', '../patients/b.ts'],
    ['src/patients/a.ts', '../travel/b.ts'],
    ['src/travel/a.ts', '../access/b.ts'],
    ['src/rounds/a.ts', '../progress/b.ts'],
    ['src/today/a.ts', '../demo/b.ts'],
    ['src/http/a.ts', '../access/b.ts'],
    ['src/today/a.ts', '../../test/support/b.ts'],
  ])('%s must not import %s', (path, specifier) => {
    expect(floorBreaches([importing(path, specifier)])).toHaveLength(1)
  })

  test('a type, a re-export and an import at run time are imports too', () => {
    const lines = [
      "import type { A } from '../today/a.ts'",
      "export { a } from '../today/a.ts'",
      "await import('../today/a.ts')",
    ]
    for (const line of lines) expect(floorBreaches([sourceFile('src/agenda/a.ts', line)])).toHaveLength(1)
  })

  test('a part that nobody gave a floor is named', () => {
    expect(floorBreaches([sourceFile('src/billing/a.ts', '')])).toEqual(['billing has no floor yet'])
  })

  test('routes and forms are reached by their own part and by app.ts only', () => {
    expect(privacyBreaches([importing('src/today/a.ts', '../patients/forms.ts')])).toHaveLength(1)
    expect(privacyBreaches([importing('src/today/a.ts', '../access/session-routes.ts')])).toHaveLength(1)
    expect(privacyBreaches([importing('src/patients/routes.ts', './forms.ts')])).toEqual([])
    expect(privacyBreaches([importing('src/app.ts', './patients/routes.ts')])).toEqual([])
  })
})

describe('pure modules', () => {
  const forecast = importing('src/delays/forecast.ts', './plan.ts')

  test('do not reach the database through another module', () => {
    const plan = importing('src/delays/plan.ts', '../db/database.ts')
    expect(purityBreaches([forecast, plan])).toEqual([
      'src/delays/forecast.ts → src/delays/plan.ts → src/db/database.ts: a pure module must not',
    ])
  })

  test('may know the type of a row', () => {
    expect(
      purityBreaches([
        forecast,
        sourceFile('src/delays/plan.ts', "import type { Db } from '../db/database.ts'"),
      ]),
    ).toEqual([])
  })

  test('are given an instant, not a clock', () => {
    const taking = sourceFile('src/delays/decision.ts', "import type { Clock } from '../clock.ts'")
    expect(purityBreaches([taking])).toHaveLength(1)
  })
})

describe('one place for each thing', () => {
  test.each([
    'Date.now()',
    'new Date()',
    'new Date',
    'DateTime.local({ zone })',
    'DateTime.utc()',
    'at.diffNow()',
  ])('reading the time with %s is seen', expression => {
    expect(clockReadings([sourceFile('src/today/a.ts', `const a = ${expression}`)])).not.toEqual([])
  })

  test.each([
    'new Date(epochMs)',
    'DateTime.utc(2026, 11, 22)',
    '// Date.now() is in clock.ts',
    'clock.now()',
  ])('%s reads no time', expression => {
    expect(clockReadings([sourceFile('src/today/a.ts', expression)])).toEqual([])
  })

  test.each(['only', 'skip', 'todo', 'skipIf'])('a test set aside by .%s is seen', modifier => {
    expect(setAsideTests([sourceFile('test/a.test.ts', `describe.${modifier}('a')`)])).toHaveLength(1)
  })
})

test.each([
  '<script>alert(1)</script>',
  '<p style="color: red">',
  '<button onclick="go()">',
  '<img src="https://elsewhere.example/a.png">',
  '<link href="//elsewhere.example/a.css">',
])('a view may not hold %s', line => {
  expect(viewBreaches([sourceFile('views/a.eta', line)])).toHaveLength(1)
})

test('a view may hold our scripts, and drawings', () => {
  const lines = `<script src="<%= it.asset('app.js') %>" defer></script><svg xmlns="http://www.w3.org/2000/svg">`
  expect(viewBreaches([sourceFile('views/a.eta', lines)])).toEqual([])
})

test('a migration without a way back is named', () => {
  const oneWay = sourceFile('migrations/2026-11-22-0900-create-a.ts', 'export const up = async () => {}')
  expect(migrationBreaches([oneWay])).toEqual(['migrations/2026-11-22-0900-create-a.ts has no down'])
})
