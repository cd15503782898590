import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve, sep } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { serverAccount } from '../support/server-account.ts'
import { image, root } from './dockerfile.ts'
import { type Start, start } from './start-process.ts'

vi.setConfig({ testTimeout: 60_000 })

let app = ''
let node = ''
const account = serverAccount()

/** Every file outside of `data/`, with what would change if somebody wrote to it. */
const everyFile = (): string[] =>
  readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter(name => name !== 'data' && !name.startsWith(`data${sep}`))
    .map(name => {
      const { size, mtimeMs, ctimeMs } = lstatSync(join(app, name))
      return `${name} ${size} ${mtimeMs} ${ctimeMs}`
    })
    .sort()

/** An npm that does not run on the Node of our own node_modules. */
const npm = ([name, ...args]: string[]): void => {
  const ours = resolve(root, 'node_modules')
  const outside = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(folder => !resolve(folder).startsWith(ours))
  const env = { ...process.env, PATH: outside.join(delimiter) }
  execFileSync(name!, [...args, '--prefer-offline'], { cwd: app, env, stdio: 'pipe' })
}

/** What the image holds, laid out without Docker: nobody may write, but for `data/`, and we are not root. */
beforeAll(() => {
  const place = mkdtempSync(join(tmpdir(), 'prevenance-image-'))
  chmodSync(place, 0o755)
  app = join(place, 'app')
  mkdirSync(app)
  for (const name of image.copied) cpSync(join(root, name), join(app, name), { recursive: true })
  for (const name of ['bench', 'setup', 'setup.mjs', 'test.ts'])
    rmSync(join(app, 'scripts', name), { recursive: true, force: true })
  npm(image.install)
  // Ours may lie where another account cannot look.
  node = join(place, 'node')
  copyFileSync(process.execPath, node)
  mkdirSync(join(app, 'data'), { mode: 0o700 })
  execFileSync('chmod', ['-R', 'a-w,a+rX', app])
  chmodSync(join(app, 'data'), 0o700)
  if (account) chownSync(join(app, 'data'), account.uid, account.gid)
}, 300_000)

afterAll(() => {
  execFileSync('chmod', ['-R', 'u+w', app])
  rmSync(join(app, '..'), { recursive: true })
})

/** As the image runs it, except that it listens on a free port of this machine. */
const run = (program: string, facts: Partial<Start> = {}) =>
  start({
    folder: app,
    node,
    program: join(app, program),
    ...(account && { account }),
    ...facts,
    env: { ...image.environment, HOST: '127.0.0.1', PORT: '0', TMPDIR: '/nowhere', ...facts.env },
  })

const healthOf = (port: string): number | null => {
  const [, ...args] = image.healthCheck
  return spawnSync(node, args, { env: { ...image.environment, PORT: port } }).status
}

describe('the image', () => {
  test('runs on the Node that the project pins, and not as root', () => {
    const major = process.versions.node.split('.')[0]
    expect(image.from).toEqual([`node:${major}-slim`])
    expect(image.user).toEqual(['node'])
    expect(image.volumes).toEqual(['/app/data'])
  })

  test('needs nothing of the development dependencies and writes nowhere but to data/', async () => {
    const before = everyFile()
    const program = image.command[1]!
    const server = run(program)
    const said = await server.says(/type this code/)
    const { port } = new URL(said.match(/http:\/\/\S+:\d+/)![0])
    const page = await fetch(`http://127.0.0.1:${port}/first-run`)
    expect(await page.text()).toContain('</html>')
    const style = await fetch(`http://127.0.0.1:${port}/assets/app.css`)
    expect(style.status).toBe(200)
    expect(healthOf(port)).toBe(0)

    const saved = await run('scripts/backup.ts', { args: ['data/practice.backup'] }).ended
    expect(saved).toMatchObject({ code: 0, err: '' })
    expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 })
    expect(healthOf(port)).toBe(1)

    expect(everyFile()).toEqual(before)
    expect(readdirSync(join(app, 'data')).sort()).toEqual(['practice.backup', 'prevenance.db', 'secret'])
  })

  test('says so in one sentence when its volume cannot be written', async () => {
    execFileSync('chmod', ['-R', 'a-w', join(app, 'data')])
    const { code, err } = await run(image.command[1]!).ended
    execFileSync('chmod', ['-R', 'u+w', join(app, 'data')])
    expect(code).toBe(1)
    expect(err.trimEnd().split('\n').at(-1)).toMatch(/^Database: .* writable\.$/)
  })
})
