import { uuidv7 } from 'uuidv7'
import type { Id } from './terms.ts'

/** A new identifier; later ones sort after earlier ones made by the same process. */
export const newId = (): Id => uuidv7()
