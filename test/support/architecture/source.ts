import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

/** `path` starts at the root of the project; `code` is the text without its comments. */
export type SourceFile = { path: string; text: string; code: string; imports: Import[] }

/** `target` is a path from the root of the project, or the name of a package. */
export type Import = { target: string; typeOnly: boolean }

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Every file under `folder` with one of the extensions, in order of path. */
export const readSources = (folder: string, extensions: string[]): SourceFile[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => extensions.includes(extname(name)))
    .sort()
    .map(name => sourceFile(posix.join(folder, name), readFileSync(join(root, folder, name), 'utf8')))

export const sourceFile = (path: string, text: string): SourceFile => {
  const code = withoutComments(text)
  return { path, text, code, imports: importsIn(path, code) }
}

export const lineCount = (file: SourceFile): number => file.text.trimEnd().split('\n').length

/** Strings are matched first and kept: an address in one looks like a comment. */
const STRING_OR_COMMENT =
  /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g

const withoutComments = (text: string): string => text.replace(STRING_OR_COMMENT, (_, string) => string ?? '')

const IMPORT =
  /^\s*(?:import|export)\s+(?<type>type\s)?(?:[^'"`;]*?\sfrom\s+)?'(?<static>[^']+)'|\bimport\(\s*'(?<dynamic>[^']+)'/gm

const importsIn = (path: string, code: string): Import[] =>
  [...code.matchAll(IMPORT)].map(({ groups }) => {
    const specifier = groups?.static ?? groups?.dynamic ?? ''
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier
    return { target, typeOnly: groups?.type !== undefined }
  })
