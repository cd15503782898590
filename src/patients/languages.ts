/** The languages that a patient or a carer may speak, by their codes (ISO 639-1, and `lsf` for the signed one). */
export const LANGUAGES: Record<string, string> = {
  fr: 'français',
  en: 'anglais',
  ar: 'arabe',
  de: 'allemand',
  es: 'espagnol',
  it: 'italien',
  pl: 'polonais',
  pt: 'portugais',
  ro: 'roumain',
  ru: 'russe',
  tr: 'turc',
  uk: 'ukrainien',
  rcf: 'créole réunionnais',
  gcf: 'créole antillais',
  lsf: 'langue des signes française',
}

export const languageName = (code: string): string => LANGUAGES[code] ?? code
