import type { LocalDate } from '../terms.ts'
import { foldWords } from './search-text.ts'

/** Who somebody says that an appointment is for. */
export type Person = { firstName: string; lastName: string; bornOn: LocalDate }

type Named = { first_name: string; last_name: string; born_on: LocalDate | null }

/** Whether a file is of this person: its names but for accents, case and hyphens, and its birth date where it is known. */
export const isSamePerson = (file: Named, { firstName, lastName, bornOn }: Person): boolean =>
  same(file.first_name, firstName) &&
  same(file.last_name, lastName) &&
  (file.born_on === null || file.born_on === bornOn)

const same = (a: string, b: string): boolean => foldWords(a).join(' ') === foldWords(b).join(' ')
