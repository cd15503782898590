import { readFileSync } from 'node:fs'

/** The account that runs a PostgreSQL server; undefined stands for our own. */
export type ServerAccount = { uid: number; gid: number } | undefined

/** PostgreSQL refuses to run as root: root lends it the account of Debian's package, or else nobody's. */
export const serverAccount = (): ServerAccount => {
  if (process.getuid?.() !== 0) return undefined
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const line = ['postgres', 'nobody']
    .map(name => lines.find(entry => entry.startsWith(`${name}:`)))
    .find(Boolean)
  if (!line)
    throw new Error('PostgreSQL refuses to run as root and this machine has no account postgres or nobody.')
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}
