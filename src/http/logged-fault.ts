/** What a log says of a fault. */
export type LoggedFault = {
  kind: string
  code?: string
  /** What the database names: never what a row holds. */
  table?: string
  constraint?: string
  /** Where in the code, the innermost call first. */
  place?: string[]
  cause?: LoggedFault
}

const CALLS = 8

/**
 * A fault without personal data: a database's message may quote the values of a row, a parser's what somebody typed.
 * Its kind, its code and its place in the code are kept, its message is not.
 */
export const loggedFault = (fault: unknown): LoggedFault => {
  if (!(fault instanceof Error)) return { kind: typeof fault }
  const { code, table, constraint } = fault as { code?: unknown; table?: unknown; constraint?: unknown }
  return {
    kind: fault.name,
    ...named({ code, table, constraint }),
    place: placeOf(fault),
    ...(fault.cause !== undefined && { cause: loggedFault(fault.cause) }),
  }
}

const named = (names: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(names).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )

/** The message stands before the calls and may have lines that look like one: it is cut off as a whole. */
const placeOf = ({ stack = '', message }: Error): string[] => {
  const start = stack.indexOf(message)
  const calls = start < 0 ? stack : stack.slice(start + message.length)
  return calls
    .split('\n')
    .filter(line => /^\s+at /.test(line))
    .slice(0, CALLS)
    .map(line => line.trim())
}
