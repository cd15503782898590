import type { CadreTerms } from '../cadre/terms.ts'
import type { French } from '../http/french.ts'
import { readHome } from '../patients/home.ts'
import { languageName } from '../patients/languages.ts'
import type { RoundStop } from '../rounds/queries.ts'
import type { Instant } from '../terms.ts'

export type Tag = { words: string; icon: string | null; hard: boolean }

/** « Avant 9 h 30 » */
export const hardWords = (hardBeforeAt: Instant | null, f: French): string | null =>
  hardBeforeAt === null ? null : `Avant ${f.time(hardBeforeAt)}`

/** What one must remember before ringing: the hard time first, then the house, needs, language, what was said together. */
export const tagsOf = (stop: RoundStop, terms: CadreTerms | undefined, f: French): Tag[] => {
  const home = readHome(stop.home)
  const needs = JSON.parse(stop.needs) as string[]
  const hard = hardWords(stop.hard_before_at, f)
  return [
    hard && { words: `Heure impérative\u00a0: ${lower(hard)}`, icon: 'alarm-clock', hard: true },
    stop.place === 'home' && home.animal && { words: home.animal, icon: 'dog', hard: false },
    stop.place === 'home' && home.parking && { words: home.parking, icon: 'car-front', hard: false },
    stop.language !== 'fr' && { words: languageName(stop.language), icon: 'languages', hard: false },
    ...needs.map(words => ({ words, icon: /sonner/i.test(words) ? 'bell-off' : null, hard: false })),
    ...(terms?.highlights ?? []).map(words => ({ words, icon: 'heart-handshake', hard: false })),
  ].filter(tag => Boolean(tag)) as Tag[]
}

const lower = (words: string): string => words.charAt(0).toLocaleLowerCase('fr') + words.slice(1)
