import type { PassageWindow } from '../../cadre/terms.ts'
import type { SeedVisit } from './facts.ts'

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const
const WEEKDAYS = [1, 2, 3, 4, 5] as const
const MON_WED_FRI = [1, 3, 5] as const

/** Camille's round from 6 h 30: the same people at the same hours, each on their days. Wednesday has all 22 passages. */
export const HOME_VISITS: SeedVisit[] = [
  {
    who: 'Simone Lefort',
    at: '06:30',
    minutes: 10,
    care: 'Glycémie, insuline',
    hardBefore: '07:15',
    days: EVERY_DAY,
  },
  {
    who: 'Yves Charlier',
    at: '06:50',
    minutes: 8,
    care: 'Prise de sang à jeun',
    hardBefore: '08:30',
    days: [3],
  },
  {
    who: 'Paulette Hennequin',
    at: '07:05',
    minutes: 8,
    care: 'Insuline',
    hardBefore: '07:45',
    days: EVERY_DAY,
  },
  { who: 'Ahmed Benali', at: '07:20', minutes: 12, care: 'Insuline, pansement du pied', days: EVERY_DAY },
  {
    who: 'Ginette Thiry',
    at: '07:30',
    until: '08:00',
    minutes: 22,
    care: 'Toilette, prévention d’escarre',
    days: EVERY_DAY,
  },
  { who: 'Jacqueline Lemoine', at: '08:10', minutes: 22, care: 'Pansement d’ulcère', days: MON_WED_FRI },
  { who: 'René Grosjean', at: '08:35', minutes: 11, care: 'Injection, surveillance', days: WEEKDAYS },
  { who: 'Odette Delmas', at: '08:50', minutes: 11, care: 'Insuline', hardBefore: '09:40', days: EVERY_DAY },
  { who: 'Georges Perrot', at: '09:05', minutes: 11, care: 'Perfusion à débrancher', days: MON_WED_FRI },
  { who: 'Anne-Marie Jolivet', at: '09:20', minutes: 12, care: 'Pansement postopératoire', days: WEEKDAYS },
  { who: 'Bertrand Quéré', at: '09:35', minutes: 11, care: 'Pilulier, tension', days: [3, 6] },
  { who: 'Samira Haddad', at: '09:50', minutes: 11, care: 'Injection', days: MON_WED_FRI },
  { who: 'Joël Tanguy', at: '10:05', minutes: 10, care: 'Bas de contention, tension', days: WEEKDAYS },
  { who: 'Lucette Bodin', at: '10:20', minutes: 12, care: 'Collyre, pilulier', days: EVERY_DAY },
  { who: 'Paul Evrard', at: '11:00', minutes: 10, care: 'Ablation de fils', days: [3] },
  { who: 'Jeanne Cloarec', at: '11:15', minutes: 8, care: 'Insuline', hardBefore: '12:00', days: EVERY_DAY },
  { who: 'Margaret Whitfield', at: '11:30', minutes: 12, care: 'Pansement', days: MON_WED_FRI },
  { who: 'Manuel Ferreira', at: '11:50', minutes: 10, care: 'Injection', days: [3, 5] },
  {
    who: 'Huguette Noizet',
    at: '12:00',
    until: '13:00',
    minutes: 15,
    care: 'Toilette, aide au repas',
    days: EVERY_DAY,
  },
  {
    who: 'Simone Lefort',
    at: '17:30',
    minutes: 10,
    care: 'Glycémie, insuline',
    hardBefore: '18:30',
    days: EVERY_DAY,
  },
  {
    who: 'Paulette Hennequin',
    at: '17:50',
    minutes: 8,
    care: 'Insuline',
    hardBefore: '18:45',
    days: EVERY_DAY,
  },
  { who: 'Ahmed Benali', at: '18:10', minutes: 10, care: 'Insuline', days: EVERY_DAY },
]

/** The windows of somebody's cadre: what the round keeps to. */
export const windowsOf = (who: string): PassageWindow[] =>
  HOME_VISITS.filter(visit => visit.who === who).map(visit => ({
    weekdays: [...visit.days],
    from: visit.at,
    to: visit.until ?? visit.at,
    hardBefore: visit.hardBefore ?? null,
    hardReason: visit.hardBefore ? visit.care : '',
  }))
