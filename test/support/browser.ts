import type { FastifyInstance, LightMyRequestResponse } from 'fastify'

/** A browser without JavaScript: it keeps cookies and sends forms. Each one is a device of its own. */
export type Browser = {
  visit(url: string): Promise<LightMyRequestResponse>
  submit(url: string, fields?: Record<string, string>): Promise<LightMyRequestResponse>
  cookies: Map<string, string>
}

export const browser = (app: FastifyInstance, { address = '192.0.2.1' } = {}): Browser => {
  const cookies = new Map<string, string>()
  const send = async (method: 'GET' | 'POST', url: string, fields?: Record<string, string>) => {
    const response = await app.inject({
      method,
      url,
      remoteAddress: address,
      headers: {
        accept: 'text/html',
        'user-agent': 'Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(fields && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(fields && { payload: new URLSearchParams(fields).toString() }),
    })
    for (const { name, value } of response.cookies) {
      if (value) cookies.set(name, value)
      else cookies.delete(name)
    }
    return response
  }
  return { visit: url => send('GET', url), submit: (url, fields = {}) => send('POST', url, fields), cookies }
}
