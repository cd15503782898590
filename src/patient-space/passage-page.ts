import type { Preparing } from '../agenda/preparing.ts'
import type { PatientLinkRow } from '../db/tables/access.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { type French, frenchIn } from '../http/french.ts'
import type { EpochMs, Place } from '../terms.ts'
import { toInstant } from '../time.ts'
import { type Given, type Questions, questionsOf } from './answers.ts'
import { type Fact, factsOf, nextPassageFact } from './page-facts.ts'
import { type Frame, frameOf, pageEnd } from './page-frame.ts'
import { type PassageView, passageView } from './passage-view.ts'
import { type PassageWords, passageWords, type Voice } from './passage-words.ts'
import type { Passage } from './queries.ts'
import type { Texts } from './texts.ts'

export type PassagePage = Frame & {
  title: string
  words: PassageWords
  questions: Questions
  facts: Fact[]
  nextPassage: Fact | undefined
  preparing: Preparing
  /** The line of thread: what stands at its two ends, and how many knots between. */
  thread: { from: string; to: string; knots: number }
  texts: Texts
  end: string
}

export type PassageContent = {
  link: PatientLinkRow
  token: string
  passage: Passage
  given: Given | undefined
  texts: Texts
  next: AppointmentRow | undefined
}

/** Of what is over there is nothing to prepare. */
const OVER: readonly PassageView['state'][] = ['done', 'absent', 'cancelled']
const NOTHING: Preparing = { instructions: [], videoUrls: [] }

/** More knots than this are no longer counted at a glance: the words say how many. */
const MOST_KNOTS = 8

const ENDS: Record<Place, { from: string; to: string }> = {
  home: { from: 'car-front', to: 'house' },
  practice: { from: 'door-open', to: 'armchair' },
}

/** The whole page of a passage, ready to be written down. */
export const passagePage = (content: PassageContent, now: EpochMs): PassagePage => {
  const { link, passage, given, texts } = content
  const { zone } = passage.practice
  const f = frenchIn(zone)
  const voice = voiceOf(content)
  const view = passageView(passage.facts, now)
  const words = passageWords(view, voice, f, now)
  return {
    ...frameOf(content.token, passage.practice),
    title: titleOf(voice),
    words,
    questions: questionsOf(view, given, voice, f),
    facts: factsOf(view, passage.facts, passage.forecastAt, f),
    nextPassage: view.state === 'done' ? nextFact(content, f) : undefined,
    preparing: OVER.includes(view.state) ? NOTHING : passage.preparing,
    thread: { ...ENDS[voice.place], knots: Math.min(words.before?.count ?? 0, MOST_KNOTS) },
    texts,
    end: pageEnd(link.expires_at, toInstant(now), zone, f),
  }
}

const voiceOf = ({ link, passage, texts }: PassageContent): Voice => ({
  firstName: passage.stop.firstName,
  place: passage.stop.place,
  reader: link.carer_id === null ? 'patient' : 'carer',
  texted: texts === 'wanted',
})

const nextFact = ({ next, passage }: PassageContent, f: French): Fact | undefined =>
  next && nextPassageFact(next, passage.stop.on, f)

const titleOf = ({ place, reader }: Voice): string => {
  const what = place === 'home' ? 'passage' : 'rendez-vous'
  return reader === 'patient' ? `Votre ${what} d’aujourd’hui` : `Le ${what} d’aujourd’hui`
}
