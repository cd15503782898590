import { describe, expect, it } from 'vitest'
import { replayText } from '../../src/replay/side-by-side.ts'
import { csvOf, recorded, textOf, visitsOf } from './recording.ts'

const LATE: [number, number][] = [
  [50, 75],
  [85, 105],
  [115, 135],
  [145, 165],
]
const nextDay = { day: '2026-03-11', from: '2026-03-11T08:00:00+01:00' }
const clinicians = ['ana', 'bastien', 'camille']
const CSV = csvOf(
  ...clinicians.flatMap(clinician => [
    recorded(LATE, { clinician }),
    recorded(LATE, { ...nextDay, clinician }),
  ]),
)

const madeBy = async (threads: number, csv = CSV): Promise<string> => {
  let text = ''
  for await (const piece of replayText(visitsOf(csv), threads)) text += piece
  return text
}

describe('a replay in several threads', () => {
  it('gives the same text as in one, to the byte', async () => {
    const expected = `${textOf(CSV)}\n`
    for (const threads of [1, 2, 3, 8]) expect(await madeBy(threads)).toBe(expected)
  })

  it('puts out nothing for a recording without visits', async () => {
    expect(await madeBy(2, csvOf())).toBe('')
  })

  it('ends its threads when nobody wants to read on', async () => {
    for await (const piece of replayText(visitsOf(CSV), 2)) {
      expect(piece).toContain('forecast')
      break
    }
  })
})
