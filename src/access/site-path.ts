/**
 * Where to go after the sign-in, if it is a page of ours; else `/`. Refuses what a browser would read as another site
 * (`//elsewhere`, `/\elsewhere`) and control characters.
 */
export const sitePath = (next: unknown): string => {
  if (typeof next !== 'string' || next.length > 500 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next)) return '/'
  if (next.includes('\\')) return '/'
  const base = 'http://here.invalid'
  return URL.canParse(next, base) && new URL(next, base).origin === base ? next : '/'
}
