import type { z } from 'zod'

/** What was typed, as it came, to be shown again beside what is wrong with it. */
export type Typed = Record<string, unknown>
/** The message for each field, by its name in the form: `phone`, `contacts[0][hours][from]`. */
export type FieldErrors = Record<string, string>

export type FormResult<Input> = { ok: true; input: Input } | { ok: false; errors: FieldErrors; typed: Typed }

/** Reads a posted form. The first message of each field is kept; nothing typed is lost. */
export const readForm = <Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): FormResult<z.output<Schema>> => {
  const typed = (body ?? {}) as Typed
  const result = schema.safeParse(typed)
  if (result.success) return { ok: true, input: result.data }
  const errors: FieldErrors = {}
  for (const issue of result.error.issues) errors[fieldName(issue.path)] ??= issue.message
  return { ok: false, errors, typed }
}

const fieldName = (path: PropertyKey[]): string =>
  path.map((part, index) => (index === 0 ? String(part) : `[${String(part)}]`)).join('')
