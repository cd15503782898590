import type { PatientRow } from '../db/tables/patients.ts'
import type { Decision } from '../delays/decision.ts'
import type { Hearer } from '../delays/decision-words.ts'
import type { Carer } from '../patients/queries.ts'
import type { Id } from '../terms.ts'

const FEMININE =
  /^(fille|belle-fille|petite-fille|épouse|femme|compagne|conjointe|mère|belle-mère|sœur|soeur|nièce|tante|voisine|amie|cousine|aidante|tutrice|curatrice|marraine|auxiliaire)/i

/** Who hears about a delay: the patient, or « Sa fille », « Son fils » when the cadre says so. */
export const hearerOf = (
  patient: Pick<PatientRow, 'civility'>,
  decision: Decision | null,
  carers: Carer[],
): Hearer => {
  const carerId = firstTold(decision)
  const carer = carerId ? carers.find(each => each.id === carerId) : undefined
  if (!carer) return { civility: patient.civility, name: null }
  const feminine = FEMININE.test(carer.relation)
  return {
    civility: feminine ? 'Mme' : 'M.',
    name: carer.relation ? possessive(carer.relation, feminine) : carer.name,
  }
}

/** Whom the text goes to when not to the patient too. */
const firstTold = (decision: Decision | null): Id | null => {
  if (decision?.kind !== 'scheduled') return null
  const { carerIds } = decision.notice
  return carerIds.includes(null) ? null : (carerIds[0] ?? null)
}

const possessive = (relation: string, feminine: boolean): string =>
  `${feminine && !/^[aeiouyéèêœh]/i.test(relation) ? 'Sa' : 'Son'} ${relation.toLocaleLowerCase('fr')}`
