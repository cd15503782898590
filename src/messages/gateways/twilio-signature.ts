import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'

/** Every parameter of a request as it was sent; one that came several times has them all. */
export type SentParameters = Record<string, string | string[]>

/** Reads a form without making anything of its names: the signature covers them as they are. */
export const readParameters = (form: string): SentParameters => {
  const sent = new URLSearchParams(form)
  return Object.fromEntries(
    [...new Set(sent.keys())].map(name => {
      const values = sent.getAll(name)
      return [name, values.length === 1 ? values[0]! : values]
    }),
  )
}

export type SignedRequest = {
  /** X-Twilio-Signature. */
  signature: unknown
  /** As Twilio called it, whatever a proxy made of it. */
  url: string
  parameters: SentParameters
}

/** Whether Twilio signed it with the token of our account: https://www.twilio.com/docs/usage/security */
export const isSigned = (authToken: string, { signature, url, parameters }: SignedRequest): boolean =>
  typeof signature === 'string' && validateRequest(authToken, signature, url, parameters)
