import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import type { TestHouse } from './app.ts'
import type { Cast } from './cast.ts'

/** Members of the cast: Chloé belongs to another practice, the others to Camille's. */
export type Person = 'camille' | 'bastien' | 'ines' | 'remi' | 'chloe'

/** A fresh house with the cast in it, and everybody signed in. */
export type World = Cast & {
  house: TestHouse
  app: FastifyInstance
  cookies: Record<Person, string>
}

/** A request: `payload` is sent as a form. */
export type Sent = { url: string; payload?: Record<string, string>; headers?: Record<string, string> }

/**
 * One request that shows what a route is for. The test of all routes first sends it as everybody who must not succeed
 * (another practice, every undeclared role, nobody; a wrong token for links) and expects no change in the database,
 * then as its rightful user, and checks the effect.
 */
export type RouteExample = {
  /** Method and pattern: `POST /patients/:id/archive`. */
  route: string
  /** For routes of a link or a webhook the proof is in what `arrange` gives back. */
  as: Person | 'link' | 'webhook' | 'operator' | 'nobody'
  /** Puts in place what the request is about. Not needed for a GET without parameters. */
  arrange?: (world: World) => Sent | Promise<Sent>
  /** Asserts what one can observe: what the page says, what the database now holds. */
  effect: (world: World, response: LightMyRequestResponse) => void | Promise<void>
  /** Members whose role is declared but whom this very request must refuse, such as a substitute on a round not theirs. */
  refuses?: Person[]
  /**
   * The address names nothing of a practice (`/patients`, `/account`): Chloé then gets or changes her own things, and the
   * test checks that she neither sees nor touches anything of Camille's practice.
   */
  everyonesOwn?: true
  /** A link that opens until somebody ends it. */
  lasts?: true
  /** For the rare action whose effect is not in the database, such as the first half of a sign-in. */
  leavesNoTrace?: true
}

/** The effect of most GETs: a page that contains these words. */
export const shows =
  (...words: string[]) =>
  (_world: World, response: LightMyRequestResponse): void => {
    expect(response.statusCode).toBe(200)
    for (const word of words) expect(response.body).toContain(word)
  }

/** The effect of a GET that only leads elsewhere. */
export const leadsTo =
  (address: string) =>
  (_world: World, response: LightMyRequestResponse): void => {
    expect(response.statusCode).toBe(303)
    expect(response.headers.location).toBe(address)
  }
