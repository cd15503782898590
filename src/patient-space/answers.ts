import type { InboundMessageRow } from '../db/tables/messages.ts'
import type { French } from '../http/french.ts'
import type { Instant } from '../terms.ts'
import type { PassageView } from './passage-view.ts'
import type { Voice } from './passage-words.ts'

/** What a patient or carer may answer with one button. */
export const ANSWERS = ['fine', 'call_back', 'cannot'] as const satisfies InboundMessageRow['meaning'][]
export type Answer = (typeof ANSWERS)[number]

/** Each answer as its button says it; these words are also what the clinician reads. */
export const ANSWER_WORDS: Record<Answer, string> = {
  fine: 'Ça me va',
  call_back: 'Rappelez-moi',
  cannot: 'Je ne peux pas',
}

const ANSWER_ICONS: Record<Answer, string> = { fine: 'check', call_back: 'phone-incoming', cannot: 'x' }

/** `handled`: the call that it made is no longer open, so the same may be asked again. */
export type Given = { answer: Answer; at: Instant; handled: boolean }

/** The questions of the page: what was answered, what may be answered now, what happens without an answer. */
export type Questions = {
  /** « Vous avez répondu… C’est noté… »; empty when nothing was answered. */
  given: string[]
  heading: string
  choices: { answer: Answer; words: string; icon: string; main: boolean }[]
  otherwise: string
}

/** An answer may be changed as long as the page lives; the one that stands is not offered again. */
export const questionsOf = (
  view: PassageView,
  given: Given | undefined,
  voice: Voice,
  f: French,
): Questions => ({
  given: given ? acknowledgement(given, voice, f) : [],
  heading: given ? 'Changer de réponse\u202f?' : headingOf(view),
  choices: answersTo(view)
    .filter(answer => !stands(given, answer))
    .map(answer => ({
      answer,
      words: ANSWER_WORDS[answer],
      icon: ANSWER_ICONS[answer],
      main: answer === 'fine' && !given,
    })),
  otherwise: isLate(view) && !given ? withoutAnswer(voice) : '',
})

/** Whether this very answer was given and still holds: given again, it counts once. */
export const stands = (given: Given | undefined, answer: Answer): boolean =>
  given?.answer === answer && !given.handled

/** The answers that make sense in a state of the passage. */
export const answersTo = (view: PassageView): Answer[] => {
  if (isLate(view)) return ['fine', 'call_back', 'cannot']
  if (isToCome(view)) return ['call_back', 'cannot']
  return view.state === 'in_progress' ? [] : ['call_back']
}

const isLate = (view: PassageView): boolean => view.state === 'expected' && view.punctuality === 'late'

const isToCome = ({ state }: PassageView): boolean =>
  state === 'expected' || state === 'as_agreed' || state === 'unsure'

const headingOf = (view: PassageView): string => {
  if (isLate(view)) return 'Cela vous convient\u202f?'
  return isToCome(view) ? 'Un empêchement\u202f?' : 'Quelque chose à nous dire\u202f?'
}

const acknowledgement = ({ answer, at, handled }: Given, { firstName }: Voice, f: French): string[] => [
  `Vous avez répondu «\u202f${ANSWER_WORDS[answer]}\u202f» à ${f.time(at)}.`,
  handled ? 'C’est noté.' : `C’est noté. ${firstName} le voit tout de suite.${NEXT[answer]}`,
]

const NEXT: Record<Answer, string> = {
  fine: '',
  call_back: ' Le cabinet vous rappellera.',
  cannot: ' Le cabinet vous appellera pour convenir d’une autre heure.',
}

const withoutAnswer = ({ firstName, place, reader }: Voice): string => {
  if (place === 'home') return `Si vous ne répondez pas, ${firstName} passe quand même.`
  return `Si vous ne répondez pas, ${reader === 'patient' ? 'votre' : 'le'} rendez-vous est maintenu.`
}
