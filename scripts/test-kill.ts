// `npm run test:kill -- 300`: kills the real process so many times on each database, at moments that a seed chooses.
// `npm run test:kill -- 1 --seed 17` repeats one of them.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const USAGE = 'Usage: npm run test:kill -- [RUNS] [--seed FIRST]'

const root = fileURLToPath(new URL('..', import.meta.url))
const vitest = join(root, 'node_modules', '.bin', 'vitest')

const { positionals, values } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } })
const [runs = '300'] = positionals
const { seed = '1' } = values

if ([runs, seed].every(text => /^[1-9]\d*$/.test(text))) {
  const child = spawn(vitest, ['run', '--project=parts', 'test/kill', '--disable-console-intercept'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, KILL_RUNS: runs, KILL_SEED: seed },
  })
  child.once('close', code => {
    process.exitCode = code ?? 1
  })
} else {
  console.error(USAGE)
  process.exitCode = 2
}
