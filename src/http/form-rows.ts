import type { Typed } from './form.ts'

/**
 * Lines of a form that can be added and taken away without JavaScript: the button posts the whole form with
 * `add=carers[0][phones]` or `remove=carers[0]`, and the same form comes back with one line more or less. Nothing
 * is saved. Undefined when the form was posted to be saved.
 */
export const changeRows = (typed: Typed): Typed | undefined => {
  const { add, remove, ...fields } = typed
  if (typeof add === 'string') return withRows(fields, keysOf(add), rows => [...rows, {}])
  if (typeof remove !== 'string') return undefined
  const path = keysOf(remove)
  const index = Number(path.at(-1))
  return withRows(fields, path.slice(0, -1), rows => rows.filter((_row, place) => place !== index))
}

/** `carers[0][phones]` → carers, 0, phones */
const keysOf = (name: string): string[] => name.split(/[[\]]+/).filter(Boolean)

type Rows = (rows: unknown[]) => unknown[]

const withRows = (fields: Typed, [key, ...rest]: string[], change: Rows): Typed => {
  if (key === undefined || key === '__proto__') return fields
  const inside = fields[key]
  if (rest.length === 0) return { ...fields, [key]: change(Array.isArray(inside) ? inside : []) }
  if (Array.isArray(inside)) return { ...fields, [key]: withRowsAt(inside, rest, change) }
  return isTyped(inside) ? { ...fields, [key]: withRows(inside, rest, change) } : fields
}

const withRowsAt = (rows: unknown[], [index, ...rest]: string[], change: Rows): unknown[] =>
  rows.map((row, place) => (String(place) === index && isTyped(row) ? withRows(row, rest, change) : row))

const isTyped = (value: unknown): value is Typed =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
