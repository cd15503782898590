import type { LightMyRequestResponse } from 'fastify'
import type { Person, World } from '../support/route-examples.ts'

/** Opens a page as somebody, or sends a form when there are fields. */
export const askAs = async (
  { app, cookies }: World,
  person: Person,
  url: string,
  fields?: Record<string, string>,
): Promise<LightMyRequestResponse> =>
  await app.inject({
    method: fields ? 'POST' : 'GET',
    url,
    headers: {
      accept: 'text/html',
      cookie: cookies[person],
      ...(fields && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(fields && { payload: new URLSearchParams(fields).toString() }),
  })
