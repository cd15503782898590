import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, delimiter, join, resolve, sep } from 'node:path'
import { SetupFailure } from './progress.mjs'

/**
 * Runs npm quietly in the project, with a Node that is not in node_modules: npm is about to replace that one.
 * @throws SetupFailure with npm's own reason
 */
export const npm = (root, args) => {
  const searchPath = pathOutside(root)
  const [command, ...first] = npmCommand(searchPath)
  const result = spawnSync(
    command,
    [...first, ...args, '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'],
    {
      cwd: root,
      env: { ...process.env, PATH: searchPath },
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  )
  if (result.error) throw new SetupFailure(`npm could not be run: ${result.error.message}.`)
  if (result.status !== 0)
    throw new SetupFailure(
      `The dependencies could not be installed (npm ${args[0]}: ${reasonIn(result.stderr)}). Once this is mended, run the same command again.`,
    )
}

const pathOutside = root =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter(folder => !resolve(folder).startsWith(resolve(root, 'node_modules') + sep))
    .join(delimiter)

/** The npm that started us, if one did, so that its settings hold for both. */
const npmCommand = searchPath => {
  const started = process.env.npm_execpath
  if (!started || basename(started) !== 'npm-cli.js') return ['npm']
  const node = searchPath
    .split(delimiter)
    .map(folder => join(folder, 'node'))
    .find(existsSync)
  return [node ?? process.execPath, started]
}

/** npm explains itself in several lines; the first that is a sentence says most. */
const reasonIn = stderr => {
  const lines = stderr
    .split('\n')
    .map(line => line.match(/^npm (?:error|ERR!) (.+)$/)?.[1]?.trim())
    .filter(Boolean)
  const sentence = lines.find(line => !/^(code|syscall|errno|path|dest|type|A complete log)\b/.test(line))
  return (sentence ?? lines[0] ?? 'it gave no reason').replace(/\.$/, '')
}
