import { randomFrom } from './seed/random.ts'

/** Who talks, who is slow on the stairs: how long a person's visits last against their plan, always the same. */
export const habitOf = (who: string): number => {
  const random = randomFrom(`habit of ${who}`)
  return 0.85 + 0.4 * random.next()
}
