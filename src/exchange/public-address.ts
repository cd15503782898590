import ipaddr from 'ipaddr.js'

/** Of the providers of machines for hire: reached from inside only, though written like an address of the open internet. */
const METADATA = new Set(['168.63.129.16'])

/**
 * Whether an IP address lies on the open internet: not in this machine, its network, a provider’s inside or any block that
 * IANA keeps for special use (RFC 6890). An IPv4 address inside an IPv6 one is looked at as what it is.
 */
export const isPublicAddress = (address: string): boolean => {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  if (!ipaddr.IPv4.isValidFourPartDecimal(bare) && !ipaddr.IPv6.isValid(bare)) return false
  const parsed = ipaddr.process(bare)
  if (parsed.range() !== 'unicast' || METADATA.has(parsed.toString())) return false
  // IPv6 addresses have been given out of 2000::/3 alone (IANA, 2026).
  return parsed.kind() === 'ipv4' || /^[23][\da-f]{3}:/.test(parsed.toNormalizedString())
}
