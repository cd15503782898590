import { type French, NO_BREAK } from '../http/french.ts'
import { ending } from '../patients/names.ts'
import type { EpochMs } from '../terms.ts'
import { msToMinutes } from '../time.ts'
import type { Decision, Verdict } from './decision.ts'

/** Who is told. `name`: « Sa fille » where it is not the patient, else null. `civility`: of the person told. */
export type Hearer = { civility: 'Mme' | 'M.' | ''; name: string | null }

/** The decision in a few words, as the round shows it: « Sera prévenue dans 2 min », « À appeler, téléphone fixe ». */
export function reasonInFrench(decision: Decision, hearer: Hearer, f: French, now: EpochMs): string {
  switch (decision.kind) {
    case 'told':
      return toldWords(decision, hearer, f)
    case 'scheduled':
      return capital(`${subject(hearer)}sera ${informed(hearer)}${wait(decision.notice.dueAt - now, f)}`)
    case 'to_call':
      return `À appeler, ${CALL_REASONS[decision.reason]}`
    case 'not_yet':
      return notYetWords(decision, hearer, f)
    case 'never':
      return NEVER_REASONS[decision.reason]
  }
}

type Of<Kind extends Verdict['kind']> = Extract<Verdict, { kind: Kind }>

function toldWords({ reason, at }: Of<'told'>, hearer: Hearer, f: French): string {
  if (reason === 'call') return `Appelé${ending(hearer)} à ${f.time(at)}`
  const words = capital(`${subject(hearer)}${informed(hearer)} à ${f.time(at)}`)
  return reason === 'on_time' ? `${words}${NO_BREAK}: à l’heure` : words
}

function notYetWords(verdict: Of<'not_yet'>, hearer: Hearer, f: French): string {
  switch (verdict.reason) {
    case 'on_time':
      return 'À l’heure'
    case 'overdue':
      return 'En attente de votre prochain geste'
    case 'vetoed':
      return capital(`${subject(hearer)}non ${informed(hearer)}, vous avez annulé`)
    case 'within_tolerance':
      return capital(
        `${subject(hearer)}${informed(hearer)} si le retard dépasse ${f.duration(verdict.toleranceMinutes)}`,
      )
    case 'before_hours':
      return capital(`${subject(hearer)}sera ${informed(hearer)} à partir de ${f.time(verdict.at)}`)
  }
}

const CALL_REASONS: Record<Of<'to_call'>['reason'], string> = {
  agreed: 'comme convenu',
  no_phone: 'numéro inconnu',
  no_mobile: 'téléphone fixe',
  opted_out: 'ne veut plus de SMS',
  undeliverable: 'numéro injoignable par SMS',
  hard_time: 'heure impérative',
  used_up: 'l’heure annoncée a changé',
  after_hours: 'trop tard pour un SMS',
}

const NEVER_REASONS: Record<Of<'never'>['reason'], string> = {
  begun: 'Passage commencé',
  nothing_agreed: 'Aucune heure convenue',
  not_wanted: 'Sans message, comme convenu',
  too_late: 'Trop tard pour prévenir',
}

const wait = (ms: number, f: French): string => {
  const minutes = Math.ceil(msToMinutes(ms))
  return minutes > 0 ? ` dans ${f.duration(minutes)}` : ''
}

const subject = ({ name }: Hearer): string => (name === null ? '' : `${name} `)
const informed = (hearer: Hearer): string => `prévenu${ending(hearer)}`
const capital = (words: string): string => words.charAt(0).toLocaleUpperCase('fr') + words.slice(1)
