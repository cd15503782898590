import { request as askPlainly, type IncomingMessage } from 'node:http'
import { request as askSecurely } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { OPEN_INTERNET, type Reach } from './reach.ts'

export type FetchFailure =
  | 'refused_address'
  | 'unreachable'
  | 'forbidden'
  | 'not_found'
  | 'server'
  | 'too_slow'
  | 'too_big'
  | 'too_many_redirects'

export type Fetched =
  | { outcome: 'read'; text: string; etag: string | null }
  | { outcome: 'unchanged' }
  | { outcome: 'failed'; why: FetchFailure }

export type FetchOptions = {
  /** What the last good answer was marked with: the server may say that nothing changed since. */
  etag?: string | null
  reach?: Reach
  most?: { bytes: number; milliseconds: number }
}

const MOST = { bytes: 2 * 1024 * 1024, milliseconds: 10_000 }
const MOST_REDIRECTS = 5

class Failure extends Error {
  readonly why: FetchFailure
  constructor(why: FetchFailure) {
    super(why)
    this.why = why
  }
}

/**
 * Reads the calendar at an address. Each host, the first and those it leads to, is resolved once; only then, and only if
 * all its addresses are within reach, we connect, to one of these. It never throws, and what it says names no address.
 */
export const fetchCalendar = async (
  address: string,
  { etag = null, reach = OPEN_INTERNET, most = MOST }: FetchOptions = {},
): Promise<Fetched> => {
  const signal = AbortSignal.timeout(most.milliseconds)
  try {
    let url = new URL(address)
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const answer = await ask(url, etag, reach, signal)
      const next = nextOf(url, answer)
      if (!next) return await readAnswer(answer, most.bytes)
      answer.destroy()
      url = next
    }
    throw new Failure('too_many_redirects')
  } catch (fault) {
    if (fault instanceof Failure) return { outcome: 'failed', why: fault.why }
    return { outcome: 'failed', why: signal.aborted ? 'too_slow' : 'unreachable' }
  }
}

const ask = async (url: URL, etag: string | null, reach: Reach, signal: AbortSignal) => {
  const lookup = await pinned(url, reach, signal)
  const headers = {
    accept: 'text/calendar, text/plain;q=0.5',
    'accept-encoding': 'identity',
    'user-agent': 'Prevenance (calendar reader)',
    ...(etag && { 'if-none-match': etag }),
  }
  const begin = url.protocol === 'https:' ? askSecurely : askPlainly
  return await new Promise<IncomingMessage>((resolve, reject) => {
    // An agent might hand us a connection that was made for somebody else's question.
    begin(url, { agent: false, headers, lookup, signal }, resolve).on('error', reject).end()
  })
}

/** Resolves a host once and for all: the connection goes to what was looked at, whatever the name means a moment later. */
const pinned = async (url: URL, reach: Reach, signal: AbortSignal): Promise<LookupFunction> => {
  const isPlain = url.protocol === 'https:' || url.protocol === 'http:'
  if (!isPlain || url.username || url.password || !reach.allowsPort(url.port))
    throw new Failure('refused_address')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  const found = family ? [{ address: host, family }] : await inTime(reach.resolve(host), signal)
  const [first] = found
  if (!first) throw new Failure('unreachable')
  if (!found.every(({ address }) => reach.allows(address))) throw new Failure('refused_address')
  return (_host, options, callback) =>
    options.all ? callback(null, found) : callback(null, first.address, first.family)
}

/** Nobody can stop the system from looking a name up; but nobody has to wait for it. */
const inTime = <Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> =>
  Promise.race([
    work,
    new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Failure('too_slow')))
    }),
  ])

/** Where an answer leads; undefined: nowhere, it is the answer. What was asked under lock is not asked again in the open. */
const nextOf = (url: URL, { statusCode = 0, headers }: IncomingMessage): URL | undefined => {
  if (![301, 302, 303, 307, 308].includes(statusCode) || !headers.location) return undefined
  if (!URL.canParse(headers.location, url.href)) throw new Failure('server')
  const next = new URL(headers.location, url)
  if (url.protocol === 'https:' && next.protocol !== 'https:') throw new Failure('refused_address')
  return next
}

const readAnswer = async (answer: IncomingMessage, mostBytes: number): Promise<Fetched> => {
  if (answer.statusCode !== 200) {
    answer.destroy()
    if (answer.statusCode === 304) return { outcome: 'unchanged' }
    throw new Failure(failureOf(answer.statusCode))
  }
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > mostBytes) throw new Failure('too_big')
    parts.push(part)
  }
  const text = new TextDecoder().decode(Buffer.concat(parts))
  return { outcome: 'read', text, etag: answer.headers.etag ?? null }
}

const failureOf = (status = 0): FetchFailure => {
  if (status === 401 || status === 403) return 'forbidden'
  return status === 404 || status === 410 ? 'not_found' : 'server'
}
