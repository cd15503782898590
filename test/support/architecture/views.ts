import type { SourceFile } from './source.ts'

/** What the content security policy would refuse, or what would make a page ask another site for something. */
const REFUSED = [
  { what: 'an inline script', pattern: /<script(?![^>]*\ssrc=)/ },
  { what: 'an inline style', pattern: /<style\b|\sstyle\s*=/ },
  { what: 'an inline event handler', pattern: /\son[a-z]+\s*=\s*["']/ },
  { what: 'an address of another site', pattern: /\s(?!xmlns|placeholder)[\w:-]+\s*=\s*["'](https?:)?\/\// },
  { what: 'an address of another site', pattern: /(url\(|@import)\s*["']?(https?:)?\/\// },
]

export const viewBreaches = (files: SourceFile[]): string[] =>
  files.flatMap(file =>
    REFUSED.filter(({ pattern }) => pattern.test(file.text)).map(({ what }) => `${file.path} holds ${what}`),
  )
