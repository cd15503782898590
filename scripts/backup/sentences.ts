/** What a file system's faults mean for whoever gave a file's name; null for what nobody foresaw. */
export const fileSentence = (fault: unknown, named: string): string | null => {
  const { code = '', path, dest = path } = fault as { code?: string; path?: string; dest?: string }
  // What is not finished yet lies in a folder with a name of no interest.
  const file = (dest ?? named).replace(/\/\.prevenance-[^/]*(\/.*)?$/, '')
  if (code === 'ENOENT') return `${file}: there is no such file or folder.`
  if (code === 'EISDIR') return `${file} is a folder; name a file.`
  if (/^(EACCES|EPERM|EROFS)$/.test(code))
    return `${file} cannot be opened here; check who may read and write it.`
  if (/^(ENOSPC|EDQUOT|EFBIG)$/.test(code)) return `${file} cannot be written; the disk is full.`
  return null
}
