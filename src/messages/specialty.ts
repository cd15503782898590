/** Beginnings of words that tell a profession, a specialty or an illness; written without accents. */
const tellingStems = [
  'addict',
  'cancer',
  'cardio',
  'chirurg',
  'dentaire',
  'dentist',
  'dermato',
  'diabet',
  'dialyse',
  'dietet',
  'docteur',
  'ergotherap',
  'gastro',
  'geriatr',
  'gyneco',
  'idel',
  'infirm',
  'kine',
  'masseu',
  'medecin',
  'neuro',
  'nutrition',
  'onco',
  'ophtalmo',
  'orthop',
  'osteo',
  'palliati',
  'pediatr',
  'pedicur',
  'pneumo',
  'podolog',
  'psy',
  'radiolog',
  'reeduc',
  'rhumato',
  'sage femme',
  'sages femmes',
  'urolog',
]

/**
 * Whether a name, an address of the web or a sentence reveals a profession, a specialty or an illness: what must stand in
 * no text, as it is read on a locked screen by whoever is near.
 */
export const tellsSpecialty = (text: string): boolean => {
  const words = ` ${text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')} `
  return tellingStems.some(stem => words.includes(` ${stem}`)) || words.includes(' dr ')
}
