/**
 * The French numbering plan, as far as a practice needs it: whose block a number is from, and whether a text can reach it.
 * Source: ARCEP, plan national de numérotation (decision 2018-0881, consolidated 2022-1583); read in November 2026.
 */

export type PhoneKind = 'mobile' | 'landline' | 'other'

export type PhoneRegion =
  | 'metropole'
  | 'reunion'
  | 'mayotte'
  | 'guadeloupe'
  | 'guyane'
  | 'martinique'
  | 'foreign'

export type NumberBlock = {
  /** The first digits after the national 0. */
  prefix: string
  /** Overseas numbers are dialled like any other French number, but have a calling code of their own. */
  callingCode: string
  region: PhoneRegion
  kind: PhoneKind
}

/** The longest prefix decides. */
const blocks: readonly NumberBlock[] = [
  // Kept for fiction, on the mainland: the only part of 0639 that is not Mayotte's.
  { prefix: '63998', callingCode: '33', region: 'metropole', kind: 'mobile' },
  { prefix: '639', callingCode: '262', region: 'mayotte', kind: 'mobile' },
  { prefix: '269', callingCode: '262', region: 'mayotte', kind: 'landline' },
  { prefix: '692', callingCode: '262', region: 'reunion', kind: 'mobile' },
  { prefix: '693', callingCode: '262', region: 'reunion', kind: 'mobile' },
  { prefix: '262', callingCode: '262', region: 'reunion', kind: 'landline' },
  { prefix: '263', callingCode: '262', region: 'reunion', kind: 'landline' },
  { prefix: '690', callingCode: '590', region: 'guadeloupe', kind: 'mobile' },
  { prefix: '691', callingCode: '590', region: 'guadeloupe', kind: 'mobile' },
  { prefix: '590', callingCode: '590', region: 'guadeloupe', kind: 'landline' },
  { prefix: '694', callingCode: '594', region: 'guyane', kind: 'mobile' },
  { prefix: '594', callingCode: '594', region: 'guyane', kind: 'landline' },
  { prefix: '696', callingCode: '596', region: 'martinique', kind: 'mobile' },
  { prefix: '697', callingCode: '596', region: 'martinique', kind: 'mobile' },
  { prefix: '596', callingCode: '596', region: 'martinique', kind: 'landline' },
  // Machines talking to machines.
  { prefix: '700', callingCode: '33', region: 'metropole', kind: 'other' },
  { prefix: '6', callingCode: '33', region: 'metropole', kind: 'mobile' },
  { prefix: '7', callingCode: '33', region: 'metropole', kind: 'mobile' },
  { prefix: '8', callingCode: '33', region: 'metropole', kind: 'other' },
  ...['1', '2', '3', '4', '5', '9'].map(
    prefix => ({ prefix, callingCode: '33', region: 'metropole', kind: 'landline' }) as const,
  ),
]

const byPrefixLength = blocks.toSorted((a, b) => b.prefix.length - a.prefix.length)

export const isFrenchCallingCode = (callingCode: string): boolean =>
  blocks.some(block => block.callingCode === callingCode)

/** The block of a French number written without its 0 and its calling code; none starts with 0. */
export const blockOf = (nationalNumber: string): NumberBlock | undefined =>
  byPrefixLength.find(block => nationalNumber.startsWith(block.prefix))

/** How many digits follow the national 0: nine, but thirteen for the long numbers of machines. */
export const hasPlanLength = (nationalNumber: string, block: NumberBlock): boolean =>
  nationalNumber.length === 9 || (block.prefix === '700' && nationalNumber.length === 13)
