export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** How an encoding is called on screen. */
export const ENCODING_NAMES: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
}

/**
 * The text of a file whose encoding nobody tells: by its byte order mark; by the zeros that Latin letters leave in UTF-16;
 * else UTF-8, if it is without a fault; else what old programs for Windows write in France.
 */
export const decodeText = (bytes: Uint8Array): { text: string; encoding: Encoding } => {
  const encoding = guess(bytes)
  return { encoding, text: new TextDecoder(encoding).decode(bytes) }
}

const guess = (bytes: Uint8Array): Encoding => {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const zeros = zerosIn(bytes.subarray(0, 2000))
  if (zeros.odd > zeros.even && zeros.odd > 0) return 'utf-16le'
  if (zeros.even > 0) return 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252'
}

const zerosIn = (bytes: Uint8Array): { even: number; odd: number } => {
  const count = { even: 0, odd: 0 }
  bytes.forEach((byte, index) => {
    if (byte === 0) count[index % 2 === 0 ? 'even' : 'odd']++
  })
  return count
}

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
