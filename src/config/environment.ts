/** What a machine says of its settings: each a text, or nothing. */
export type Environment = Record<string, string | undefined>

/** A setting that cannot be used. Its message names the variable and what was expected. */
export class ConfigError extends Error {}

/** @throws ConfigError */
export const wholeNumber = (
  env: Environment,
  name: string,
  otherwise: number,
  least: number,
  most: number,
): number => {
  const text = env[name]
  if (text === undefined || text === '') return otherwise
  const value = Number(text)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new ConfigError(`${name}: expected a whole number from ${least} to ${most}, not "${text}".`)
}

/** @throws ConfigError */
export const oneOf = <Choice extends string>(
  env: Environment,
  name: string,
  otherwise: Choice,
  choices: readonly Choice[],
): Choice => {
  const value = env[name] || otherwise
  const choice = choices.find(candidate => candidate === value)
  if (choice !== undefined) return choice
  throw new ConfigError(`${name}: expected ${choices.filter(Boolean).join(' or ')}, not "${value}".`)
}

/** An address without its last slash; null when unset. @throws ConfigError */
export const webAddress = (env: Environment, name: string): string | null => {
  const text = env[name]
  if (!text) return null
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '')
  throw new ConfigError(`${name}: expected an address such as https://rdv.example.fr, not "${text}".`)
}
