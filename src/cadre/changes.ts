import { NO_BREAK } from '../http/french.ts'
import { type NameOf, ruleWords, SUBJECTS } from './contact-words.ts'
import type { CadreTerms, ContactRule, PassageWindow, Subject } from './terms.ts'
import { windowWords } from './window-words.ts'

/** What changed from one version to the next, in one line; nothing when they say the same. */
export const changeWords = (before: CadreTerms, after: CadreTerms, nameOf: NameOf): string =>
  [
    ...windowChanges(before.windows, after.windows),
    ...toleranceChange(before.toleranceMinutes, after.toleranceMinutes),
    ...contactChanges(before.contacts, after.contacts, nameOf),
    ...highlightChanges(before.highlights, after.highlights),
  ].join(' ')

const windowChanges = (before: PassageWindow[], after: PassageWindow[]): string[] => {
  const [old, young] = [before.map(windowWords), after.map(windowWords)]
  const reasons = (windows: PassageWindow[]) => windows.map(window => window.hardReason).join('\n')
  const gone = old.filter(words => !young.includes(words))
  const come = young.filter(words => !old.includes(words))
  if (gone.length === 0 && come.length === 0)
    return reasons(before) === reasons(after) ? [] : ['Raison d’une heure impérative revue.']
  if (gone.length === 0) return [`Ajouté${NO_BREAK}: ${come.join('\u202f; ')}.`]
  if (come.length === 0) return [`Retiré${NO_BREAK}: ${gone.join('\u202f; ')}.`]
  return [`Horaire${NO_BREAK}: ${come.join('\u202f; ')}, au lieu de ${gone.join('\u202f; ')}.`]
}

const minutesWords = (minutes: number | null): string =>
  minutes === null ? 'usage du cabinet' : `${minutes}${NO_BREAK}minutes`

const toleranceChange = (before: number | null, after: number | null): string[] =>
  before === after
    ? []
    : [`Retard${NO_BREAK}: ${minutesWords(after)}, avant${NO_BREAK}: ${minutesWords(before)}.`]

const contactChanges = (before: ContactRule[], after: ContactRule[], nameOf: NameOf): string[] =>
  (Object.keys(SUBJECTS) as Subject[]).flatMap(subject => {
    const of = (rules: ContactRule[]) =>
      rules
        .filter(rule => rule.subject === subject)
        .map(rule => ruleWords(rule, nameOf))
        .join(', puis ')
    return of(before) === of(after) ? [] : [`${SUBJECTS[subject]}${NO_BREAK}: ${of(after) || 'personne'}.`]
  })

const highlightChanges = (before: string[], after: string[]): string[] =>
  before.join('\n') === after.join('\n') ? [] : ['Points à retenir revus.']
