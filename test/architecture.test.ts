import { expect, test } from 'vitest'
import { floorBreaches, privacyBreaches } from './support/architecture/floors.ts'
import { migrationBreaches } from './support/architecture/migrations.ts'
import {
  chances,
  clockReadings,
  defaultExports,
  environmentReadings,
  longFiles,
  setAsideTests,
  vagueNames,
} from './support/architecture/one-place.ts'
import { missingPureModules, purityBreaches } from './support/architecture/purity.ts'
import { readSources } from './support/architecture/source.ts'
import { viewBreaches } from './support/architecture/views.ts'

const src = readSources('src', ['.ts'])
const migrations = readSources('migrations', ['.ts'])
const scripts = readSources('scripts', ['.ts', '.mjs'])
const tests = readSources('test', ['.ts'])
const templates = readSources('views', ['.eta'])
const assets = readSources('views', ['.js', '.css'])

test('a part imports from lower floors only', () => {
  expect(floorBreaches(src)).toEqual([])
})

test('the routes and forms of a part are its own', () => {
  expect(privacyBreaches(src)).toEqual([])
})

test('pure modules reach no database, web, clock, settings or chance', () => {
  expect(purityBreaches(src)).toEqual([])
  expect(missingPureModules(src)).toEqual([])
})

test('only clock.ts reads the time', () => {
  expect(clockReadings([...src, ...migrations, ...templates])).toEqual([])
})

test('only config.ts reads the environment', () => {
  expect(environmentReadings([...src, ...migrations])).toEqual([])
})

test('nothing is left to Math.random', () => {
  expect(chances(src)).toEqual([])
})

test('everything is exported by its name', () => {
  expect(defaultExports(src)).toEqual([])
})

test('a file is named after what it holds', () => {
  expect(vagueNames([...src, ...scripts, ...tests])).toEqual([])
})

test('a file holds one idea, in 250 lines at most', () => {
  const scriptsOfPages = assets.filter(file => file.path.endsWith('.js'))
  expect(longFiles([...src, ...scripts, ...tests, ...templates, ...scriptsOfPages], 250)).toEqual([])
})

test('a migration is dated, short, reversible and makes one change', () => {
  expect(migrationBreaches(migrations)).toEqual([])
})

test('no page holds inline scripts or styles, or asks another site for anything', () => {
  expect(viewBreaches([...templates, ...assets.filter(file => file.path.endsWith('.css'))])).toEqual([])
})

test('no test is set aside', () => {
  expect(setAsideTests(tests)).toEqual([])
})
