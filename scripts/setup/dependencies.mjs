import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm } from './npm.mjs'
import { SetupFailure, say } from './progress.mjs'

/** Where npm puts the Node that package.json pins. */
export const pinnedNodePath = root => join(root, 'node_modules', '.bin', 'node')

/** Installs what package-lock.json names when node_modules holds something else; otherwise only looks. */
export const provideDependencies = root => {
  if (isStamped(root)) return
  if (!treeMatchesLock(root)) {
    say('Installing the dependencies. This happens once and takes a minute or two…')
    // Scripts of dependencies run below, and only those that package.json allows, whatever npm's version.
    npm(root, ['ci', '--include=dev', '--ignore-scripts'])
    runAllowedScripts(root)
  } else if (faultOfPinnedNode(root)) runAllowedScripts(root)
  const fault = faultOfPinnedNode(root)
  if (fault) throw new SetupFailure(fault)
  writeFileSync(stampPath(root), fingerprint(root))
  say('Dependencies are ready.')
}

const readJson = path => JSON.parse(readFileSync(path, 'utf8'))
const stampPath = root => join(root, 'node_modules', '.prevenance-setup')

const fingerprint = root =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex')

/** The stamp is written last, after everything below was seen to work. */
const isStamped = root =>
  existsSync(pinnedNodePath(root)) &&
  existsSync(stampPath(root)) &&
  readFileSync(stampPath(root), 'utf8') === fingerprint(root)

/** Compares with npm's own record of what it installed, so that an `npm install` by hand is not done twice. */
const treeMatchesLock = root => {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const installed = readJson(record).packages
  return Object.entries(readJson(join(root, 'package-lock.json')).packages).every(([place, wanted]) => {
    const found = installed[place]
    if (place === '') return true
    if (!found) return Boolean(wanted.optional || wanted.devOptional)
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

const runAllowedScripts = root => {
  const { allowScripts } = readJson(join(root, 'package.json'))
  const names = Object.keys(allowScripts).filter(name => existsSync(join(root, 'node_modules', name)))
  say('Fetching the pinned Node…')
  npm(root, ['rebuild', '--ignore-scripts=false', '--foreground-scripts=false', ...names])
}

/** What is wrong with the pinned Node or with the database driver on it, or null. */
const faultOfPinnedNode = root => {
  const pinned = readJson(join(root, 'package.json')).dependencies.node
  const node = pinnedNodePath(root)
  const asked = spawnSync(node, ['--version'], { cwd: root, encoding: 'utf8' })
  const version = asked.error ? 'missing' : asked.stdout.trim()
  if (version !== `v${pinned}`)
    return `Node ${pinned} was expected in node_modules/.bin, but it is ${version}: delete node_modules and start again.`
  const openDatabase = "new (require('better-sqlite3'))(':memory:').close()"
  const opened = spawnSync(node, ['--eval', openDatabase], { cwd: root, encoding: 'utf8' })
  if (opened.status === 0) return null
  const reason = opened.stderr.match(/^\w*Error: .*$/m)?.[0] ?? 'no reason given'
  return `The database driver better-sqlite3 does not load on this machine (${reason}).`
}
