import { get } from 'node:http'
import type { BenchDay } from './bench-day.ts'
import { BENCH_DAY } from './ten-years.ts'

export type Loads = { firstLoadKb: number; reloadKb: number }

type Answer = { bytes: number; body: Buffer; headers: Record<string, string | string[] | undefined> }

/**
 * What a browser fetches for the round page, in kilobytes on the wire, heads included: the page, its styles, scripts, icons
 * and fonts; then the page again, with what may be kept for long kept.
 */
export const measureLoads = async ({ rounds }: BenchDay, url: string): Promise<Loads> => {
  const [round] = rounds
  const page = () => fetchRaw(`${url}/rounds/${BENCH_DAY}?clinician=${round!.clinicianId}`, round!.cookie)
  const first = await page()
  const plain = await fetchRaw(
    `${url}/rounds/${BENCH_DAY}?clinician=${round!.clinicianId}`,
    round!.cookie,
    'identity',
  )
  const assets = await allAssets(url, plain.body.toString())
  const again = await page()
  const kept = assets.filter(({ headers }) => /max-age=\d{6,}/.test(String(headers['cache-control'])))
  const bytes = (answers: Answer[]) => answers.reduce((sum, answer) => sum + answer.bytes, 0)
  return {
    firstLoadKb: (first.bytes + bytes(assets)) / 1000,
    reloadKb: (again.bytes + bytes(assets) - bytes(kept)) / 1000,
  }
}

/** The files that the page names, and those that its styles name. */
const allAssets = async (url: string, html: string): Promise<Answer[]> => {
  const answers: Answer[] = []
  const asked = new Set<string>()
  let waiting = assetsIn(html)
  while (waiting.length > 0) {
    const path = waiting.pop()!
    if (asked.has(path)) continue
    asked.add(path)
    answers.push(await fetchRaw(url + path))
    const plain = await fetchRaw(url + path, '', 'identity')
    if (String(plain.headers['content-type']).startsWith('text/css'))
      waiting = [...waiting, ...assetsIn(plain.body.toString())]
  }
  return answers
}

const assetsIn = (text: string): string[] =>
  [...text.matchAll(/\/assets\/[\w.-]+(\?v=[\w-]+)?/g)].map(([path]) => path)

/** The body as it came over the wire, and how many bytes the whole answer took. */
const fetchRaw = (url: string, cookie = '', encoding = 'gzip, deflate, br, zstd'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const headers = { accept: 'text/html,*/*', 'accept-encoding': encoding, cookie }
    get(url, { headers, agent: false }, response => {
      const parts: Buffer[] = []
      const { socket } = response
      response.on('data', part => parts.push(part))
      response.once('end', () => {
        if (response.statusCode === 200)
          resolve({ bytes: socket.bytesRead, body: Buffer.concat(parts), headers: response.headers })
        else reject(new Error(`${new URL(url).pathname} was answered by ${response.statusCode}`))
      })
    }).once('error', reject)
  })
