import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

const pinnedNode = (folder: string): string => join(folder, 'node_modules', '.bin', 'node')

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** The set-up alone, as in a fresh clone. */
const freshClone = (): string => {
  const clone = mkdtempSync(join(tmpdir(), 'prevenance-clone-'))
  folders.push(clone)
  for (const path of ['package.json', 'package-lock.json', '.npmrc', 'scripts'])
    cpSync(join(root, path), join(clone, path), { recursive: true })
  return clone
}

/** Nothing answers on port 1: a set-up that succeeds has fetched nothing. */
const setUp = (folder: string, purpose: string) =>
  spawnSync(process.execPath, ['scripts/setup.mjs', purpose], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      npm_config_registry: 'http://127.0.0.1:1/',
      npm_config_fetch_retries: '0',
      npm_config_cache: join(folder, 'npm-cache'),
    },
  })

/** As npm records what it installed. */
const recordInstalled = (
  clone: string,
  change: (packages: Record<string, { version?: string }>) => void,
): void => {
  const lock = JSON.parse(readFileSync(join(clone, 'package-lock.json'), 'utf8'))
  change(lock.packages)
  mkdirSync(join(clone, 'node_modules'))
  writeFileSync(join(clone, 'node_modules', '.package-lock.json'), JSON.stringify(lock))
}

/** The clone as it is after an `npm install` by hand: the pinned Node, which runs this, and the database driver. */
const installedByHand = (): string => {
  const clone = freshClone()
  recordInstalled(clone, () => {})
  mkdirSync(join(clone, 'node_modules', '.bin'))
  symlinkSync(join(root, 'node_modules', 'node', 'bin', 'node'), pinnedNode(clone))
  symlinkSync(join(root, 'node_modules', 'better-sqlite3'), join(clone, 'node_modules', 'better-sqlite3'))
  return clone
}

test('takes what npm has installed by hand, and is silent from then on', () => {
  const clone = installedByHand()
  expect(setUp(clone, 'run')).toMatchObject({ status: 0, stdout: '', stderr: 'Dependencies are ready.\n' })
  expect(setUp(clone, 'run')).toMatchObject({ status: 0, stdout: '', stderr: '' })
})

test('looks again when the pinned Node has gone', () => {
  const clone = installedByHand()
  setUp(clone, 'run')
  rmSync(pinnedNode(clone))
  const { status, stderr } = setUp(clone, 'run')
  expect(status).toBe(1)
  expect(stderr).toMatch(/^Fetching the pinned Node/)
})

test('says in one sentence that the dependencies cannot be fetched', () => {
  const { status, stderr } = setUp(freshClone(), 'run')
  expect(status).toBe(1)
  expect(stderr.trim().split('\n')).toEqual([
    expect.stringMatching(/^Installing the dependencies/),
    expect.stringMatching(/^The dependencies could not be installed \(npm ci: .+\)\. Once this is mended/),
  ])
})

test('installs again when one package is not the one that the lock names', () => {
  const clone = freshClone()
  recordInstalled(clone, packages => {
    packages['node_modules/fastify']!.version = '5.0.0'
  })
  expect(setUp(clone, 'run').stderr).toMatch(/^Installing the dependencies/)
})

test('explains itself when called without a purpose', () => {
  expect(setUp(freshClone(), '')).toMatchObject({
    status: 1,
    stderr: 'Usage: node scripts/setup.mjs run | test\n',
  })
})

type Locked = { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> }

/** The folders in which Node looks for a package that the one at `place` asks for, nearest first. */
const foldersAbove = (place: string): string[] => {
  const parent = place.lastIndexOf('/node_modules/')
  return [
    `${place}/node_modules/`,
    ...(parent < 0 ? ['node_modules/'] : foldersAbove(place.slice(0, parent))),
  ]
}

test('the lock holds the packages of every platform: without one of them npm ci refuses on all', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>
  }
  const missing = Object.entries(packages).flatMap(([place, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies }).filter(
      name => !foldersAbove(place).some(folder => packages[folder.replace(/^\//, '') + name]),
    ),
  )
  expect(missing).toEqual([])
})
