import { countSegments } from './segments.ts'
import { tellsSpecialty } from './specialty.ts'
import { toGsm7 } from './transliteration.ts'

/** Up to these lengths every standard text is one segment, with the practice's name in it. */
const PUBLIC_URL_LENGTH = 32
const PRACTICE_NAME_LENGTH = 20

export type WordingWarning = { about: 'public_url' | 'practice_name' | 'sender'; sentence: string }

/** What would make texts longer or tell too much: French sentences for the page where a practice is set up. */
export const wordingWarnings = ({
  publicUrl,
  practiceName,
  sender = null,
}: {
  publicUrl: string
  practiceName: string
  /** What texts come from, where the practice has chosen it. */
  sender?: string | null
}): WordingWarning[] => {
  const warnings: WordingWarning[] = []
  const warn = (about: WordingWarning['about'], sentence: string) => warnings.push({ about, sentence })
  const nameLength = countSegments(toGsm7(practiceName)).units
  if (publicUrl.length > PUBLIC_URL_LENGTH)
    warn(
      'public_url',
      `L’adresse ${publicUrl} compte ${publicUrl.length} caractères\u00a0: au-delà de ${PUBLIC_URL_LENGTH}, les SMS sont abrégés.`,
    )
  if (tellsSpecialty(publicUrl))
    warn('public_url', 'Cette adresse laisse deviner une spécialité\u00a0: elle figure dans chaque SMS.')
  if (nameLength > PRACTICE_NAME_LENGTH)
    warn(
      'practice_name',
      `Ce nom compte ${nameLength} caractères\u00a0: au-delà de ${PRACTICE_NAME_LENGTH}, il manquera dans certains SMS.`,
    )
  if (tellsSpecialty(practiceName))
    warn('practice_name', 'Ce nom dit une spécialité ou un métier\u00a0: il ne figurera dans aucun SMS.')
  if (sender !== null && tellsSpecialty(sender))
    warn(
      'sender',
      'L’expéditeur des SMS laisse deviner une spécialité\u00a0: il s’affiche avec chacun d’eux.',
    )
  return warnings
}
