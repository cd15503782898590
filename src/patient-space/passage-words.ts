import type { French } from '../http/french.ts'
import type { EpochMs, Place } from '../terms.ts'
import type { PassageView } from './passage-view.ts'

/** Who reads, about whom and where: a carer is never spoken to as if the passage were theirs. */
export type Voice = {
  firstName: string
  place: Place
  reader: 'patient' | 'carer'
  /** Whether a change of the hour will reach this reader as a text. */
  texted: boolean
}

/** The words of the page's coloured field and of the paragraph below it. No word depends on anybody's gender. */
export type PassageWords = {
  tone: 'ok' | 'late' | 'done'
  badge: { icon: string; words: string }
  /** The headline, in three sizes: « Camille arrive vers » **9 h 40** « entre 9 h 30 et 9 h 50 ». Any may be empty. */
  lead: string
  hero: string
  /** The hero is a time of day: written even larger, and marked as a time. */
  heroAt: EpochMs | null
  after: string
  /** « 2 passages avant vous », with the knots of the thread. */
  before: { count: number; words: string } | null
  note: string
}

type State<Name extends PassageView['state']> = Extract<PassageView, { state: Name }>
type Write = { voice: Voice; f: French; now: EpochMs }

const quiet = { heroAt: null, before: null, lead: '', after: '', note: '' }

export const passageWords = (view: PassageView, voice: Voice, f: French, now: EpochMs): PassageWords => {
  const write = { voice, f, now }
  switch (view.state) {
    case 'as_agreed':
      return asAgreed(view, write)
    case 'expected':
      return expected(view, write)
    case 'unsure':
      return unsure(view, write)
    case 'passed':
      return passed(write)
    case 'in_progress':
      return inProgress(view, write)
    case 'done':
      return done(view, write)
    case 'absent':
      return absent(view, write)
    case 'cancelled':
      return cancelled(write)
  }
}

const asAgreed = ({ agreed }: State<'as_agreed'>, { voice, f }: Write): PassageWords => {
  const oneTime = agreed.from === agreed.to
  const verb = atHome(voice) ? `${voice.firstName} passera` : `${your(voice)} rendez-vous est`
  const towards = atHome(voice) ? 'vers' : 'à'
  return {
    ...quiet,
    tone: 'ok',
    badge: { icon: 'check', words: 'Comme convenu' },
    lead: oneTime ? `${verb} ${towards}` : `${verb} entre`,
    hero: oneTime ? f.time(agreed.from) : `${f.time(agreed.from)} et ${f.time(agreed.to)}`,
    heroAt: oneTime ? agreed.from : null,
    after: 'comme convenu',
    note: nothingToDo(voice),
  }
}

const expected = (view: State<'expected'>, { voice, f, now }: Write): PassageWords => ({
  tone: view.punctuality === 'late' ? 'late' : 'ok',
  badge: PUNCTUALITY[view.punctuality],
  lead: atHome(voice) ? `${voice.firstName} arrive vers` : `${your(voice)} rendez-vous commencera vers`,
  hero: f.time(view.at),
  heroAt: view.at,
  after: view.range ? `entre ${f.time(view.range.from)} et ${f.time(view.range.to)}` : 'à l’heure convenue',
  before: { count: view.before, words: beforeWords(view, voice, f) },
  note:
    view.punctuality === 'late'
      ? `${voice.firstName} a pris un peu de retard ${partOfDay(now, f)} et s’en excuse.`
      : nothingToDo(voice),
})

const PUNCTUALITY = {
  on_time: { icon: 'check', words: 'À l’heure' },
  nearly: { icon: 'check', words: 'Presque à l’heure' },
  late: { icon: 'clock-alert', words: 'En retard' },
}

const beforeWords = (view: State<'expected'>, voice: Voice, f: French): string => {
  const you = voice.reader === 'patient' ? ' vous' : ''
  if (view.onTheWay) return `${voice.firstName} est en route`
  if (view.before > 0) return `${f.count(view.before, atHome(voice) ? 'passage' : 'personne')} avant${you}`
  if (!you) return atHome(voice) ? 'C’est le prochain passage' : 'C’est le prochain rendez-vous'
  return atHome(voice) ? 'Vous êtes le prochain passage' : 'Ensuite, c’est à vous'
}

const unsure = ({ knownAt }: State<'unsure'>, { voice, f }: Write): PassageWords => ({
  ...quiet,
  tone: 'late',
  badge: { icon: 'hourglass', words: 'En attente' },
  hero: knownAt === null ? 'Aujourd’hui' : 'Un peu plus tard',
  after: `${voice.firstName} n’a pas encore d’heure sûre.`,
  note: `${knownAt === null ? '' : `C’était prévu vers ${f.time(knownAt)}. `}La nouvelle heure s’affichera ici.`,
})

const passed = ({ voice }: Write): PassageWords => ({
  ...quiet,
  tone: 'done',
  badge: { icon: 'clock', words: 'Sans nouvelle' },
  hero: 'L’heure est passée',
  after: atHome(voice)
    ? `${voice.firstName} n’a rien noté pour ce passage.`
    : `${voice.firstName} n’a rien noté pour ce rendez-vous.`,
  note: `${atHome(voice) ? 'Si le passage n’a pas eu lieu' : 'Si le rendez-vous n’a pas eu lieu'}, appelez le cabinet.`,
})

const inProgress = ({ since }: State<'in_progress'>, { voice, f }: Write): PassageWords => ({
  ...quiet,
  tone: 'ok',
  badge: { icon: 'circle-play', words: 'En cours' },
  hero: heroInProgress(voice),
  after: since === null ? '' : `depuis ${f.time(since)}`,
})

const heroInProgress = (voice: Voice): string => {
  if (atHome(voice)) return `${voice.firstName} est là`
  return voice.reader === 'patient' ? 'C’est à vous' : 'C’est l’heure'
}

const done = ({ at, late }: State<'done'>, { voice, f, now }: Write): PassageWords => {
  const when = partOfDay(at ?? now, f)
  return {
    ...quiet,
    tone: 'done',
    badge: { icon: 'check-check', words: 'Terminé' },
    hero: 'C’est fait',
    after: atHome(voice)
      ? `${voice.firstName} a fait son passage ${when}.`
      : `${your(voice)} rendez-vous a eu lieu ${when}.`,
    note: late ? 'Merci d’avoir patienté.' : '',
  }
}

const absent = ({ at }: State<'absent'>, { voice, f }: Write): PassageWords => {
  const whose = voice.reader === 'patient' ? 'votre absence' : 'une absence'
  const when = at === null ? '' : ` à ${f.time(at)}`
  return {
    ...quiet,
    tone: 'done',
    badge: { icon: 'user-x', words: 'Absence' },
    hero: atHome(voice) ? 'Pas de passage' : 'Pas de rendez-vous',
    after: `${voice.firstName} a noté ${whose}${when}.`,
    note: 'Si c’est une erreur, ou pour convenir d’une autre heure, appelez le cabinet.',
  }
}

const cancelled = ({ voice }: Write): PassageWords => ({
  ...quiet,
  tone: 'done',
  badge: { icon: 'x', words: 'Annulé' },
  hero: 'Annulé',
  after: `${atHome(voice) ? 'Ce passage' : 'Ce rendez-vous'} n’aura pas lieu.`,
  note: 'Pour convenir d’une autre heure, appelez le cabinet.',
})

const atHome = ({ place }: Voice): boolean => place === 'home'

const your = ({ reader }: Voice): string => (reader === 'patient' ? 'Votre' : 'Le')

const nothingToDo = ({ texted }: Voice): string =>
  texted
    ? 'Vous n’avez rien à faire. Si l’heure change, vous recevrez un message.'
    : 'Vous n’avez rien à faire. Si l’heure change, elle s’affichera ici.'

/** « ce matin », « cet après-midi », « ce soir », « cette nuit » */
const partOfDay = (at: EpochMs, f: French): string => {
  const hour = Number(f.clockTime(at).slice(0, 2))
  if (hour < 5) return 'cette nuit'
  if (hour < 12) return 'ce matin'
  return hour < 18 ? 'cet après-midi' : 'ce soir'
}
