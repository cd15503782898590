/** Letters that Unicode does not decompose into a letter and an accent. */
const LIGATURES: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ı: 'i' }

/** Lower case words without accents or punctuation, for comparing what was typed with what is stored. */
export const foldWords = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[œæßøłđı]/g, letter => LIGATURES[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** What a patient is found by: « odette delmas charleville mezieres ». */
export const searchText = (patient: { first_name: string; last_name: string; city: string }): string =>
  foldWords(`${patient.first_name} ${patient.last_name} ${patient.city}`).join(' ')

/** A number being typed, as it stands in E.164 whatever the country: « 06 39 98 » → « 63998 ». */
export const phoneDigits = (text: string): string | null => {
  if (!/^\+?[\d\s.()-]+$/.test(text.trim())) return null
  const digits = text.replaceAll(/\D/g, '')
  return digits.length >= 4 ? digits.replace(/^0+/, '') : null
}
