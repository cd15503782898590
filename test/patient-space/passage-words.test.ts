import { describe, expect, test } from 'vitest'
import { frenchIn } from '../../src/http/french.ts'
import type { PassageView } from '../../src/patient-space/passage-view.ts'
import { passageWords, type Voice } from '../../src/patient-space/passage-words.ts'
import type { LocalTime } from '../../src/terms.ts'
import { instantAt, toEpochMs } from '../../src/time.ts'

const f = frenchIn('Europe/Paris')
const at = (time: LocalTime): number => toEpochMs(instantAt('2026-11-25', time, 'Europe/Paris'))

const voice = (facts: Partial<Voice> = {}): Voice => ({
  firstName: 'Camille',
  place: 'home',
  reader: 'patient',
  texted: true,
  ...facts,
})
const atPractice = voice({ firstName: 'Bastien', place: 'practice' })
const toCarer = voice({ reader: 'carer' })

const late: PassageView = {
  state: 'expected',
  at: at('09:40'),
  range: { from: at('09:30'), to: at('09:50') },
  punctuality: 'late',
  before: 2,
  onTheWay: false,
}
const onTime: PassageView = { ...late, at: at('09:25'), range: null, punctuality: 'on_time' }
const done: PassageView = { state: 'done', at: at('09:55'), late: true }

/** The page read aloud, with plain spaces. */
const read = (view: PassageView, who: Voice, now = at('09:14')): string => {
  const words = passageWords(view, who, f, now)
  return [words.badge.words, words.lead, words.hero, words.after, words.before?.words, words.note]
    .filter(Boolean)
    .join(' | ')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
}

describe('the words of a passage', () => {
  test.each<[string, PassageView, Voice, string]>([
    [
      'late, at home',
      late,
      voice(),
      'En retard | Camille arrive vers | 9 h 40 | entre 9 h 30 et 9 h 50 | 2 passages avant vous | Camille a pris un peu de retard ce matin et s’en excuse.',
    ],
    [
      'late, at the practice',
      late,
      atPractice,
      'En retard | Votre rendez-vous commencera vers | 9 h 40 | entre 9 h 30 et 9 h 50 | 2 personnes avant vous | Bastien a pris un peu de retard ce matin et s’en excuse.',
    ],
    [
      'late, to a carer',
      late,
      toCarer,
      'En retard | Camille arrive vers | 9 h 40 | entre 9 h 30 et 9 h 50 | 2 passages avant | Camille a pris un peu de retard ce matin et s’en excuse.',
    ],
    [
      'on time',
      onTime,
      voice(),
      'À l’heure | Camille arrive vers | 9 h 25 | à l’heure convenue | 2 passages avant vous | Vous n’avez rien à faire. Si l’heure change, vous recevrez un message.',
    ],
    [
      'on time, to somebody who gets no texts',
      onTime,
      voice({ texted: false }),
      'À l’heure | Camille arrive vers | 9 h 25 | à l’heure convenue | 2 passages avant vous | Vous n’avez rien à faire. Si l’heure change, elle s’affichera ici.',
    ],
    [
      'before the round',
      { state: 'as_agreed', agreed: { from: at('09:25'), to: at('09:25') } },
      voice(),
      'Comme convenu | Camille passera vers | 9 h 25 | comme convenu | Vous n’avez rien à faire. Si l’heure change, vous recevrez un message.',
    ],
    [
      'before the round, within a window',
      { state: 'as_agreed', agreed: { from: at('09:00'), to: at('11:00') } },
      voice(),
      'Comme convenu | Camille passera entre | 9 h et 11 h | comme convenu | Vous n’avez rien à faire. Si l’heure change, vous recevrez un message.',
    ],
    [
      'before the day at the practice',
      { state: 'as_agreed', agreed: { from: at('09:25'), to: at('09:25') } },
      atPractice,
      'Comme convenu | Votre rendez-vous est à | 9 h 25 | comme convenu | Vous n’avez rien à faire. Si l’heure change, vous recevrez un message.',
    ],
    [
      'no news',
      { state: 'unsure', knownAt: at('09:40') },
      voice(),
      'En attente | Un peu plus tard | Camille n’a pas encore d’heure sûre. | C’était prévu vers 9 h 40. La nouvelle heure s’affichera ici.',
    ],
    [
      'the day is over without a word',
      { state: 'passed' },
      voice(),
      'Sans nouvelle | L’heure est passée | Camille n’a rien noté pour ce passage. | Si le passage n’a pas eu lieu, appelez le cabinet.',
    ],
    [
      'in progress',
      { state: 'in_progress', since: at('09:38') },
      voice(),
      'En cours | Camille est là | depuis 9 h 38',
    ],
    [
      'in progress, at the practice',
      { state: 'in_progress', since: at('09:38') },
      atPractice,
      'En cours | C’est à vous | depuis 9 h 38',
    ],
    [
      'done after a wait',
      done,
      voice(),
      'Terminé | C’est fait | Camille a fait son passage ce matin. | Merci d’avoir patienté.',
    ],
    [
      'done in time, at the practice, in the afternoon',
      { state: 'done', at: at('16:10'), late: false },
      atPractice,
      'Terminé | C’est fait | Votre rendez-vous a eu lieu cet après-midi.',
    ],
    [
      'absent',
      { state: 'absent', at: at('09:43') },
      voice(),
      'Absence | Pas de passage | Camille a noté votre absence à 9 h 43. | Si c’est une erreur, ou pour convenir d’une autre heure, appelez le cabinet.',
    ],
    [
      'cancelled',
      { state: 'cancelled' },
      atPractice,
      'Annulé | Annulé | Ce rendez-vous n’aura pas lieu. | Pour convenir d’une autre heure, appelez le cabinet.',
    ],
  ])('%s', (_name, view, who, words) => {
    expect(read(view, who)).toBe(words)
  })

  test('the line of thread ends in words: next in turn, or on the way', () => {
    const next: PassageView = { ...late, before: 0 }
    expect(read(next, voice())).toContain('Vous êtes le prochain passage')
    expect(read(next, toCarer)).toContain('C’est le prochain passage')
    expect(read(next, atPractice)).toContain('Ensuite, c’est à vous')
    expect(read({ ...next, onTheWay: true }, voice())).toContain('Camille est en route')
    expect(read({ ...late, before: 1 }, voice())).toContain('1 passage avant vous')
  })

  test('a carer is never spoken to as the one who is visited', () => {
    const views: PassageView[] = [late, onTime, done, { state: 'absent', at: null }, { state: 'cancelled' }]
    for (const place of ['home', 'practice'] as const)
      for (const view of views)
        expect(read(view, voice({ reader: 'carer', place }))).not.toMatch(/avant vous|[Vv]otre|à vous/)
  })
})
