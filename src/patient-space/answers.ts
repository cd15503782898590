import type { PassageView } from './passage-view.ts'

/** What a patient or carer may answer with one button. */
export const ANSWERS = ['fine', 'call_back', 'cannot'] as const
export type Answer = (typeof ANSWERS)[number]

/** The words of each button; they are also what the clinician reads. */
export const ANSWER_WORDS: Record<Answer, string> = {
  fine: 'Ça me va',
  call_back: 'Rappelez-moi',
  cannot: 'Je ne peux pas',
}

/** The answers that make sense in a state of the passage, the main one first. */
export const answersTo = (view: PassageView): Answer[] => {
  if (view.state === 'expected' && view.punctuality === 'late') return ['fine', 'call_back', 'cannot']
  if (['expected', 'as_agreed', 'unsure'].includes(view.state)) return ['call_back', 'cannot']
  return view.state === 'in_progress' ? [] : ['call_back']
}
