import { lookup } from 'node:dns/promises'
import { isPublicAddress } from './public-address.ts'

export type Address = { address: string; family: number }

/** How far we go for somebody who gives us an address to read. */
export type Reach = {
  resolve: (host: string) => Promise<Address[]>
  allows: (address: string) => boolean
  allowsPort: (port: string) => boolean
}

/**
 * The open internet and nothing nearer: whoever types an address must not read by our hand what only this machine or its
 * network can reach. The only reach of the running product; a test goes to a server of its own.
 */
export const OPEN_INTERNET: Reach = {
  resolve: host => lookup(host, { all: true }),
  allows: isPublicAddress,
  allowsPort: port => ['', '80', '443'].includes(port),
}
