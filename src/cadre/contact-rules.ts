import type { FieldErrors } from '../http/form.ts'
import type { Id } from '../terms.ts'
import type { ContactRule } from './terms.ts'
import { isLocalTime } from './windows.ts'

/** What is wrong with the contact rules of a form, by the name of each field: `contacts[0][hours][from]`. */
export const contactRuleErrors = (rules: readonly ContactRule[], carerIds: readonly Id[]): FieldErrors => {
  const errors: FieldErrors = {}
  rules.forEach((rule, index) => {
    const at = `contacts[${index}]`
    if (rule.carerId !== null && !carerIds.includes(rule.carerId))
      errors[`${at}[carerId]`] = 'Cette personne ne fait plus partie des aidants.'
    else if (rules.slice(0, index).some(other => sameChoice(rule, other)))
      errors[`${at}[carerId]`] = 'Cette personne a déjà une ligne pour ce sujet.'
    if (rule.hours === null) return
    const { from, to } = rule.hours
    if (!isLocalTime(from)) errors[`${at}[hours][from]`] = NOT_A_TIME
    if (!isLocalTime(to)) errors[`${at}[hours][to]`] = NOT_A_TIME
    else if (to <= from) errors[`${at}[hours][to]`] = 'La fin doit venir après le début.'
  })
  return errors
}

const NOT_A_TIME = 'Écrivez une heure, par exemple 09:30.'

const sameChoice = (a: ContactRule, b: ContactRule): boolean =>
  a.subject === b.subject && a.carerId === b.carerId
