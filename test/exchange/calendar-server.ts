import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'
import type { Reach } from '../../src/exchange/reach.ts'

export const ICS = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'

/** A test may go to one address of this machine, under any port. */
export const here: Reach = {
  resolve: async host => [{ address: host === 'agenda.test' ? '127.0.0.1' : '10.0.0.1', family: 4 }],
  allows: address => address === '127.0.0.1',
  allowsPort: () => true,
}

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server on this machine, until the end of the test: its address, and what it was asked. */
export const serving = async (answer: (request: IncomingMessage, response: ServerResponse) => void) => {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, asked, port }
}
