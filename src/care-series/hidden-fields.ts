/** What was typed as flat fields again: `moments[0][weekdays][]`, for a form or an address to carry along. */
export const hiddenFields = (typed: unknown, name = ''): { name: string; value: string }[] => {
  if (Array.isArray(typed))
    return typed.flatMap((each, index) =>
      hiddenFields(each, typeof each === 'object' && each !== null ? `${name}[${index}]` : `${name}[]`),
    )
  if (typeof typed === 'object' && typed !== null)
    return Object.entries(typed).flatMap(([key, value]) =>
      hiddenFields(value, name ? `${name}[${key}]` : key),
    )
  return [{ name, value: String(typed ?? '') }]
}
