import { z } from 'zod'

/**
 * What one must know to reach the patient and to work there. Door codes and keys are not here:
 * they are sealed apart (`home-access.ts`).
 */
export type Home = z.output<typeof homeSchema>

const line = z.string().trim().max(200, 'C’est trop long : 200 caractères au plus.').default('')

export const homeSchema = z.object({
  /** A hamlet or named place, and what to look for: « La Croix, maison aux volets bleus ». */
  locality: line,
  building: line,
  floor: line,
  lift: z.enum(['', 'yes', 'no']).catch('').default(''),
  intercom: line,
  animal: line,
  parking: line,
  network: z.enum(['', 'good', 'poor', 'none']).catch('').default(''),
  /** Equipment at home and where it is. */
  equipment: line,
})

/** Reads what is stored; what an older version did not know stays empty. */
export const readHome = (stored: string): Home => homeSchema.parse(JSON.parse(stored))

const YES_NO = { '': '', yes: 'oui', no: 'non' }
const NETWORK = { '': '', good: 'bon', poor: 'faible', none: 'aucun' }

/** What is known of the home, as lines to be read at the door, in the order in which one needs them. */
export const homeLines = (home: Home): { label: string; words: string }[] =>
  [
    { label: 'Lieu-dit', words: home.locality },
    { label: 'Stationnement', words: home.parking },
    { label: 'Bâtiment', words: home.building },
    { label: 'Interphone', words: home.intercom },
    { label: 'Ascenseur', words: YES_NO[home.lift] },
    { label: 'Étage', words: home.floor },
    { label: 'Animal', words: home.animal },
    { label: 'Réseau', words: NETWORK[home.network] },
    { label: 'Matériel', words: home.equipment },
  ].filter(line => line.words !== '')
