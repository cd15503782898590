const SHORTEST = 12
const LONGEST = 200

/** What everybody tries first, once repeated to reach the length. Compared without case, spaces, digits and signs. */
const OBVIOUS = [
  'password',
  'motdepasse',
  'azerty',
  'azertyuiop',
  'qwerty',
  'qwertyuiop',
  'infirmiere',
  'infirmier',
  'cabinet',
  'prevenance',
  'bonjour',
  'soleil',
  'doudou',
  'chouchou',
  'administrateur',
  'admin',
  'abcdefghijkl',
]

/** What the password must not be made of: the e-mail, the practice, the person's name. */
export type AboutThePerson = { email: string; names: string[] }

/**
 * Why a password cannot be taken, as a sentence, or `null`. Length counts, composition does not
 * (CNIL 2022-100, NIST SP 800-63B); what an attacker tries first is refused.
 */
export const passwordFault = (password: string, about: AboutThePerson): string | null => {
  if ([...password].length < SHORTEST)
    return `Prenez au moins ${SHORTEST} caractères. Trois ou quatre mots font un bon mot de passe.`
  if (password.length > LONGEST) return `${LONGEST} caractères suffisent.`
  if (new Set(password.toLowerCase()).size < 5) return 'Trop de caractères sont les mêmes.'
  if (isObvious(password, about)) return 'Ce mot de passe se devine. Choisissez-en un autre.'
  return null
}

const isObvious = (password: string, { email, names }: AboutThePerson): boolean => {
  const kernel = kernelOf(password)
  if (/^\d*$/.test(password.replaceAll(/[\s\-./]/g, '')) && isRunOfDigits(password)) return true
  const personal = [email, email.split('@')[0]!, ...names].map(kernelOf)
  return [...OBVIOUS, ...personal].some(word => word.length > 3 && isMadeOf(kernel, word))
}

/** Letters only, without case and accents: « Azerty-2026 » is still « azerty ». */
const kernelOf = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')

const isMadeOf = (kernel: string, word: string): boolean =>
  kernel.length > 0 && kernel.replaceAll(word, '') === ''

const isRunOfDigits = (password: string): boolean => {
  const digits = password.replaceAll(/\D/g, '')
  return '01234567890123456789'.includes(digits) || '98765432109876543210'.includes(digits)
}
