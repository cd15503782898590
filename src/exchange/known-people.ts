import { foldWords } from '../patients/search-text.ts'
import type { Id, LocalDate } from '../terms.ts'

/** Somebody of the practice, or of an earlier line: what two records of one person have in common. */
export type Person = {
  id: Id
  firstName: string
  lastName: string
  bornOn: LocalDate | null
  phones: string[]
  archived: boolean
}

export type Likeness = Omit<Person, 'id' | 'archived'>

/** People by their name: whatever accents, capitals and hyphens it is written with, and in whatever order. */
export type Register = Map<string, Person[]>

const keyOf = ({ firstName, lastName }: Pick<Person, 'firstName' | 'lastName'>): string =>
  foldWords(`${firstName} ${lastName}`).toSorted().join(' ')

export const registerOf = (people: Person[]): Register => {
  const register: Register = new Map()
  for (const person of people) enter(register, person)
  return register
}

export const enter = (register: Register, person: Person): void => {
  const key = keyOf(person)
  register.set(key, [...(register.get(key) ?? []), person])
}

/** Those who have the same name. */
export const namesakes = (register: Register, likeness: Likeness): Person[] =>
  register.get(keyOf(likeness)) ?? []

/** Who has the same name and was born the same day, or is reached by the same number. */
export const findSame = (register: Register, likeness: Likeness): Person | undefined =>
  namesakes(register, likeness).find(
    ({ bornOn, phones }) =>
      (bornOn !== null && bornOn === likeness.bornOn) ||
      phones.some(phone => likeness.phones.includes(phone)),
  )
