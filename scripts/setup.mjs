// Makes a fresh clone ready: `node scripts/setup.mjs run` before `npm start`, `… test` before `npm test`.
// Plain JavaScript on Node's built-ins, because it runs before any dependency and before the pinned Node is there.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { pinnedNodePath, provideDependencies } from './setup/dependencies.mjs'
import { SetupFailure, say } from './setup/progress.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Chromium and PostgreSQL are looked for in TypeScript, which only the pinned Node runs. */
const provideTestTools = () => {
  const script = fileURLToPath(new URL('setup/test-tools.ts', import.meta.url))
  const { status } = spawnSync(pinnedNodePath(root), [script], { cwd: root, stdio: 'inherit' })
  return status ?? 1
}

const setUp = purpose => {
  if (purpose !== 'run' && purpose !== 'test')
    throw new SetupFailure('Usage: node scripts/setup.mjs run | test')
  if (Number.parseInt(process.versions.node, 10) < 20)
    throw new SetupFailure(`Node 20 or newer is needed to begin; this is Node ${process.versions.node}.`)
  provideDependencies(root)
  return purpose === 'test' ? provideTestTools() : 0
}

try {
  process.exitCode = setUp(process.argv[2])
} catch (failure) {
  if (!(failure instanceof SetupFailure)) throw failure
  say(failure.message)
  process.exitCode = 1
}
