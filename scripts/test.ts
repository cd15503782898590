// `npm test`: types, lint, then every test; the first failure ends it. `npm run check`: the same without the slow tests.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const quick = process.argv[2] === 'check'
const folder = mkdtempSync(join(tmpdir(), 'prevenance-results-'))
const resultsFile = join(folder, 'results.json')

const STEPS = [
  { heading: 'Types', command: ['tsc'] },
  { heading: 'Lint', command: ['biome', 'check', '--error-on-warnings'] },
  {
    heading: quick ? 'Architecture' : 'Tests',
    command: [
      ...['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${resultsFile}`],
      ...(quick ? ['--project=architecture'] : []),
    ],
  },
]

let running: ChildProcess | undefined

/** Gives the exit code of a command of node_modules, on the Node that runs this. */
const run = ([name, ...args]: string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    running = spawn(join(root, 'node_modules', '.bin', name!), args, { cwd: root, stdio: 'inherit' })
    running.once('error', reject)
    running.once('close', (code, signal) => resolve(code ?? (signal ? 130 : 1)))
  })

/** Vitest cleans up behind itself when it is asked to stop, so it is asked, and waited for. */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    running?.kill(signal)
  })

/** How many tests passed and failed. A file that does not load, or an error outside of any test, counts as one failure. */
const countResults = (exitCode: number): { passed: number; failed: number } => {
  try {
    const results = JSON.parse(readFileSync(resultsFile, 'utf8')) as {
      numPassedTests: number
      numFailedTests: number
      testResults: { status: string; assertionResults: { status: string }[] }[]
    }
    const broken = results.testResults.filter(
      file => file.status === 'failed' && !file.assertionResults.some(test => test.status === 'failed'),
    )
    const failed = results.numFailedTests + broken.length
    return { passed: results.numPassedTests, failed: exitCode === 0 ? failed : Math.max(failed, 1) }
  } catch {
    return { passed: 0, failed: exitCode === 0 ? 0 : 1 }
  }
}

let exitCode = 0
for (const { heading, command } of STEPS) {
  console.log(`\n── ${heading} ──`)
  exitCode = await run(command)
  if (exitCode !== 0) break
}
const { passed, failed } = countResults(exitCode)
rmSync(folder, { recursive: true })
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = exitCode
