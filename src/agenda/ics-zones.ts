import { findIana } from 'windows-iana'
import type { Zone } from '../terms.ts'
import { isZone } from '../time.ts'

/**
 * The IANA zone that a calendar means by the name it gives: `Europe/Paris`, also behind the prefix that some programs
 * put before it, or Windows’ own « Romance Standard Time » (Unicode CLDR, windowsZones). Undefined: a name of its own.
 */
export const zoneOfName = (name: string): Zone | undefined => {
  const text = name.trim().replaceAll('"', '')
  if (isPlace(text)) return text
  const end = /[A-Z][A-Za-z_]+\/[A-Z][A-Za-z_/+-]+$/.exec(text)?.[0]
  if (end && isZone(end)) return end
  return findIana(text)[0]
}

/** `EST` and `+02:00` are zones too, but no place whose clocks change. */
const isPlace = (text: string): boolean => (text.includes('/') || text === 'UTC') && isZone(text)
