const SPECIAL: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for HTML. Most has nothing to escape. */
export const esc = (value: string | number | null | undefined): string => {
  const text = String(value)
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, found => SPECIAL[found]!) : text
}

/** What `html` gives where there is something, else nothing. */
export const maybe = <Value>(
  value: Value | null | undefined | false | '',
  html: (value: Value) => string,
): string => (value ? html(value) : '')

export const each = <Item>(items: readonly Item[], html: (item: Item, index: number) => string): string => {
  let all = ''
  for (let index = 0; index < items.length; index++) all += html(items[index]!, index)
  return all
}
