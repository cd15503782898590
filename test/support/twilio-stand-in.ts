import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { TwilioConfig } from '../../src/config/twilio.ts'
import { type AcceptedText, listed, TWILIO } from './twilio-texts.ts'

/**
 * What the stand-in does with the next text. `…_after`: it accepts the text first, so that only its caller does not
 * know. `hang` answers nothing until the caller gives up.
 */
export type Behaviour =
  | 'accept'
  | 'busy'
  | 'fail_before'
  | 'fail_after'
  | 'hang_before'
  | 'hang_after'
  | 'reset_before'
  | 'reset_after'
  | 'garble_after'
  | { refuse: number; status?: number }

type Answer =
  | 'silence'
  | 'reset'
  | ({ status: number; headers?: Record<string, string> } & ({ json: unknown } | { text: string }))

export type TwilioStandIn = {
  config: TwilioConfig
  /** Everything that it ever accepted, in order. */
  accepted: AcceptedText[]
  /** How often it was asked to send. */
  asked: () => number
  /** What it does from now on with each text. */
  behave(how: Behaviour | (() => Behaviour)): void
  /** Whether lists, questions and erasures are answered; they are unless told otherwise. */
  answer(yes: boolean): void
  /** The token that it accepts from now on. */
  changeToken(token: string): void
  /** How many milliseconds it takes before it accepts a text, and again before it answers. */
  pace(ms: () => number): void
  /** Resets the connections that it has left without an answer. */
  hangUp(): void
  onAsked(listen: (times: number) => void): void
  onAccepted(listen: (text: AcceptedText) => void): void
  stop(): Promise<void>
}

/** An HTTP server that behaves like Twilio's Messages, well and badly. `now` is its clock. */
export const startTwilio = async (now: () => number = Date.now): Promise<TwilioStandIn> => {
  const accepted: AcceptedText[] = []
  const whenAsked: ((times: number) => void)[] = []
  const whenAccepted: ((text: AcceptedText) => void)[] = []
  const silent = new Set<Socket>()
  let timesHungUp = 0
  let pace = () => 0
  let choose: () => Behaviour = () => 'accept'
  let answering = true
  let token = TWILIO.authToken
  let asked = 0

  const accept = (form: URLSearchParams): AcceptedText => {
    const text: AcceptedText = {
      sid: `SM${randomBytes(16).toString('hex')}`,
      to: form.get('To')!,
      from: form.get('From'),
      messagingServiceSid: form.get('MessagingServiceSid'),
      body: form.get('Body')!,
      statusCallback: form.get('StatusCallback')!,
      validityPeriod: Number(form.get('ValidityPeriod')),
      status: 'queued',
      errorCode: null,
      createdAt: now(),
      erased: false,
    }
    accepted.push(text)
    for (const listen of whenAccepted) listen(text)
    return text
  }

  const create = async (form: URLSearchParams): Promise<Answer> => {
    asked++
    for (const listen of whenAsked) listen(asked)
    const how = choose()
    await pause(pace())
    if (typeof how === 'object') return refusal(how.status ?? 400, how.refuse)
    const text = how === 'accept' || how.endsWith('_after') ? accept(form) : null
    await pause(pace())
    switch (how) {
      case 'accept':
        return { status: 201, json: listed(text!) }
      case 'busy':
        return { ...refusal(429, 20429), headers: { 'retry-after': '1' } }
      case 'fail_before':
      case 'fail_after':
        return refusal(500, 20500)
      case 'reset_before':
      case 'reset_after':
        return 'reset'
      case 'garble_after':
        return { status: 201, text: '<html>a page of somebody in between</html>' }
      default:
        return 'silence'
    }
  }

  const list = (query: URLSearchParams): Answer => {
    const to = query.get('To')
    const messages = accepted
      .filter(text => !text.erased && (to === null || text.to === to))
      .reverse()
      .slice(0, Number(query.get('PageSize') ?? 50))
      .map(listed)
    return { status: 200, json: { messages, page: 0, page_size: 50, next_page_uri: null } }
  }

  const show = (sid: string): Answer => {
    const text = accepted.find(each => each.sid === sid && !each.erased)
    return text ? { status: 200, json: listed(text) } : refusal(404, 20404)
  }

  const erase = (sid: string): Answer => {
    const text = accepted.find(each => each.sid === sid && !each.erased)
    if (!text) return refusal(404, 20404)
    if (!['delivered', 'undelivered', 'failed'].includes(text.status)) return refusal(409, 20009)
    text.erased = true
    return { status: 204, text: '' }
  }

  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    const form = new URLSearchParams(await bodyOf(request))
    const { pathname, searchParams } = new URL(request.url!, 'http://stand-in')
    const [, sid] = /\/Messages\/(\w+)\.json$/.exec(pathname) ?? []
    if (request.headers.authorization !== `Basic ${btoa(`${TWILIO.accountSid}:${token}`)}`)
      return refusal(401, 20003)
    if (request.method === 'POST' && pathname.endsWith('/Messages.json')) return await create(form)
    if (!answering) return refusal(503, 20503)
    if (request.method === 'DELETE' && sid) return erase(sid)
    if (sid) return show(sid)
    if (pathname.endsWith('/Messages.json')) return list(searchParams)
    return { status: 200, json: { sid: TWILIO.accountSid, status: 'active' } }
  }

  const server = createServer(async (request, response) => {
    const before = timesHungUp
    const answer = await answerTo(request)
    if (answer === 'silence' && before === timesHungUp) silent.add(request.socket)
    else if (typeof answer === 'string') request.socket.resetAndDestroy()
    else write(response, answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    config: { ...TWILIO, baseUrl: `http://127.0.0.1:${port}` },
    accepted,
    asked: () => asked,
    behave: how => {
      choose = typeof how === 'function' ? how : () => how
    },
    answer: yes => {
      answering = yes
    },
    changeToken: changed => {
      token = changed
    },
    pace: ms => {
      pace = ms
    },
    hangUp() {
      timesHungUp++
      for (const socket of silent) socket.resetAndDestroy()
      silent.clear()
    },
    onAsked: listen => {
      whenAsked.push(listen)
    },
    onAccepted: listen => {
      whenAccepted.push(listen)
    },
    async stop() {
      if (!server.listening) return
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

const write = (response: ServerResponse, { status, headers, ...body }: Exclude<Answer, string>): void => {
  const type = 'json' in body ? 'application/json' : 'text/html'
  response.writeHead(status, { 'content-type': type, ...headers })
  response.end('json' in body ? JSON.stringify(body.json) : body.text)
}

const refusal = (status: number, code: number) => ({
  status,
  json: { code, message: `error ${code}`, status, more_info: '' },
})
