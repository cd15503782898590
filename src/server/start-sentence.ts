import { type Config, ConfigError } from '../config.ts'
import { fileOf, kindOf } from '../db/dialect.ts'
import { StartRefusal } from './start-refusal.ts'

/** What SQLite's codes and the system's mean for whoever starts the machine. The longest matching prefix is listed first. */
const SQLITE: [RegExp, (file: string) => string][] = [
  [
    /^SQLITE_(BUSY|LOCKED)/,
    file => `${file} is locked by another program; close that one, then start again.`,
  ],
  [/^SQLITE_(CORRUPT|NOTADB)/, file => `${file} is damaged or is not a database; put a backup in its place.`],
  [/^(SQLITE_(FULL|IOERR)|ENOSPC|EDQUOT|EFBIG)/, file => `${file} cannot be written; the disk may be full.`],
  [/^(SQLITE_READONLY|EROFS)/, file => `${file} may only be read here; make it and its folder writable.`],
  [
    /^(SQLITE_CANTOPEN|SQLITE_PERM|SQLITE_AUTH|EACCES|EPERM|ENOTDIR|EEXIST|EISDIR|ENOENT)/,
    file => `${file} cannot be opened; check that its folder exists and may be written.`,
  ],
]

/** PostgreSQL's codes (its manual, appendix A) and the network's. */
const POSTGRES: [RegExp, (place: string) => string][] = [
  [/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ECONNRESET|08)/, unreachable],
  [/^28/, place => `the database server at ${place} refuses this user or password.`],
  [/^3D000/, place => `there is no database of this name at ${place}; create it first.`],
  [/^(42501|25006)/, place => `the database at ${place} may only be read by this user.`],
  [/^53100/, place => `the disk of the database server at ${place} is full.`],
  [/^(53300|57P)/, place => `the database server at ${place} takes no connections now; try again later.`],
  [/^55P03/, place => `the database at ${place} is locked by another program.`],
]

function unreachable(place: string): string {
  return `no database server answers at ${place}.`
}

/** One sentence for a start that failed, or null for what nobody foresaw. */
export const startSentence = (fault: unknown, config: Config | null): string | null => {
  if (fault instanceof ConfigError || fault instanceof StartRefusal) return fault.message
  const {
    code = '',
    message = '',
    hostname,
  } = fault as { code?: string; message?: string; hostname?: string }
  if (!config) return null
  if (code === 'EADDRINUSE') return `PORT: ${config.port} is taken by another program; choose another one.`
  if (code === 'EADDRNOTAVAIL' || hostname === config.host)
    return `HOST: "${config.host}" is not an address of this machine.`
  if (code === 'EACCES' && isListening(fault))
    return `PORT: ${config.port} needs special rights; choose one above 1023.`
  if (message.startsWith('corrupted migrations'))
    return 'Database: it was made by another version of Prévenance; start that version, or a newer one.'
  return databaseSentence(code, message, config.databaseUrl)
}

const isListening = (fault: unknown): boolean => (fault as { syscall?: string }).syscall === 'listen'

const databaseSentence = (code: string, message: string, url: string): string | null => {
  const [sentences, place] = kindOf(url) === 'sqlite' ? [SQLITE, fileOf(url)] : [POSTGRES, new URL(url).host]
  const sentence = sentences.find(([pattern]) => pattern.test(code))?.[1]
  if (sentence) return `Database: ${sentence(place)}`
  // pg's own time-out carries no code.
  const timedOut = kindOf(url) === 'postgres' && /timeout|terminated/i.test(message)
  return timedOut ? `Database: ${unreachable(place)}` : null
}
