import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/**
 * What is derived from SECRET_KEY. Each purpose has a key of its own, so that a door code can never
 * be read as a link token. The version in front of a sealed text names the key that sealed it.
 */
export type Secrets = {
  /** Encrypts a short text at rest (AES-256-GCM). `context` is bound to it: the same text cannot be moved to another row. */
  seal(plain: string, context: string): string
  /** Reads a sealed text back. Throws when the key or the context is not the one that sealed it. */
  open(sealed: string, context: string): string
  /** A keyed hash of `text` in base64url, for tokens that can be made again and for hashes at rest. */
  keyedHash(purpose: string, text: string): string
  /** Names the key without revealing it: kept in the database and in backups. */
  fingerprint: string
}

const VERSION = 'v1'

export const secretsFrom = (secretKey: string): Secrets => {
  const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', secretKey, 'prevenance', purpose, 32))
  const sealing = keyFor('seal')
  const hashing = new Map<string, Buffer>()
  const hashKey = (purpose: string) => {
    const known = hashing.get(purpose) ?? keyFor(`hash:${purpose}`)
    hashing.set(purpose, known)
    return known
  }
  return {
    seal(plain, context) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return [
        VERSION,
        iv.toString('base64url'),
        body.toString('base64url'),
        cipher.getAuthTag().toString('base64url'),
      ].join('.')
    },
    open(sealed, context) {
      const [version, iv, body, tag] = sealed.split('.')
      if (version !== VERSION || !iv || body === undefined || !tag)
        throw new Error('not a sealed text of a known version')
      const decipher = createDecipheriv('aes-256-gcm', sealing, Buffer.from(iv, 'base64url'))
        .setAAD(Buffer.from(context))
        .setAuthTag(Buffer.from(tag, 'base64url'))
      return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString(
        'utf8',
      )
    },
    keyedHash: (purpose, text) => createHmac('sha256', hashKey(purpose)).update(text).digest('base64url'),
    fingerprint: createHash('sha256').update(keyFor('fingerprint')).digest('base64url').slice(0, 16),
  }
}

/** A new random token of `bytes` bytes, base64url: 16 bytes are 128 bits. */
export const randomToken = (bytes = 16): string => randomBytes(bytes).toString('base64url')

export const sameText = (a: string, b: string): boolean => {
  const left = createHash('sha256').update(a).digest()
  const right = createHash('sha256').update(b).digest()
  return timingSafeEqual(left, right)
}
