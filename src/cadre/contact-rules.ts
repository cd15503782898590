import type { FieldErrors } from '../http/form.ts'
import type { Id } from '../terms.ts'
import { spanErrors } from './local-times.ts'
import type { ContactRule } from './terms.ts'

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
    const wrong = spanErrors(rule.hours.from, rule.hours.to, { mayBeEqual: false })
    for (const [field, message] of Object.entries(wrong)) errors[`${at}[hours][${field}]`] = message
  })
  return errors
}

const sameChoice = (a: ContactRule, b: ContactRule): boolean =>
  a.subject === b.subject && a.carerId === b.carerId
