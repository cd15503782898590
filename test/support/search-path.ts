import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The first program of one of these names on PATH, or in one of `otherFolders`. */
export const findOnPath = (names: string[], otherFolders: string[] = []): string | undefined =>
  [...(process.env.PATH ?? '').split(delimiter), ...otherFolders]
    .flatMap(folder => names.map(name => join(folder, name)))
    .find(existsSync)
