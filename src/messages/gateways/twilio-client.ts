import twilio from 'twilio'
import RequestClient from 'twilio/lib/base/RequestClient.js'
import type { TwilioConfig } from '../../config/twilio.ts'

/** How long one call may take. `silence`: without a byte, connecting included; `whole`: whatever happens. */
export type Patience = { silenceMs: number; wholeMs: number }

/** Too many requests, with the seconds that Twilio asks to wait; the SDK's own error leaves the headers out. */
class TooManyRequests extends Error {
  readonly status = 429
  readonly code = 20429
  readonly retryAfter: unknown
  constructor(retryAfter: unknown) {
    super('too many requests')
    this.retryAfter = retryAfter
  }
}

/**
 * The SDK's HTTP client, led to another address where one is set (its own way to do so, see twilio-node pull request
 * 326). A connection is not used twice: one that the other side is closing would leave a text of unknown outcome.
 */
class LedClient extends RequestClient {
  readonly #baseUrl: string | null

  constructor(baseUrl: string | null, { silenceMs, wholeMs }: Patience) {
    super({ timeout: silenceMs, keepAlive: false })
    this.#baseUrl = baseUrl
    this.axios.interceptors.request.use(request => ({ ...request, signal: AbortSignal.timeout(wholeMs) }))
  }

  override async request<Payload>(options: RequestClient.RequestOptions<Payload>) {
    const response = await super.request<Payload>({ ...options, uri: this.#led(options.uri) })
    if (response.statusCode === 429) throw new TooManyRequests(response.headers?.['retry-after'])
    return response
  }

  #led(uri: string): string {
    if (this.#baseUrl === null) return uri
    const { pathname, search } = new URL(uri)
    return `${this.#baseUrl}${pathname}${search}`
  }
}

export const twilioClient = (
  { accountSid, authToken, baseUrl }: TwilioConfig,
  patience: Patience,
): twilio.Twilio => twilio(accountSid, authToken, { httpClient: new LedClient(baseUrl, patience) })
