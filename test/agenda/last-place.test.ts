import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { listDay } from '../../src/agenda/queries.ts'
import type { Id } from '../../src/terms.ts'
import { cast } from '../support/cast.ts'
import { onBothDatabases } from '../support/database.ts'
import { TODAY } from '../support/day.ts'
import { patient } from '../support/people.ts'

const PROCESS = fileURLToPath(new URL('booking-process.ts', import.meta.url))

/** Starts them, lets all begin at once, and gives every answer. */
const race = async (starts: (() => ChildProcessWithoutNullStreams)[]): Promise<string[]> => {
  const racers = starts.map(start => {
    const child = start()
    const lines: string[] = []
    const reader = createInterface({ input: child.stdout })
    reader.on('line', line => lines.push(line))
    return { child, lines, ready: once(reader, 'line'), end: once(child, 'close') }
  })
  await Promise.all(racers.map(({ ready }) => ready))
  for (const { child } of racers) child.stdin.write('go\n')
  await Promise.all(racers.map(({ end }) => end))
  return racers.flatMap(({ lines }) => lines.filter(line => line !== 'ready'))
}

onBothDatabases('the last place', fresh => {
  test.each([
    [1, 50],
    [3, 50],
  ])(
    'of %i is given to as many when %i ask for it at once from two processes, the others are told',
    async (capacity, asking) => {
      const { db, url } = await fresh()
      const { halle, bastien } = await cast(db)
      const patientIds: Id[] = []
      for (let nth = 0; nth < asking; nth++) patientIds.push(await patient(db, halle.id))
      const wanted = {
        now: '2026-11-25T07:00:00.000Z',
        practiceId: halle.id,
        clinicianId: bastien,
        on: TODAY,
        kind: 'session',
        care: '',
        place: 'practice',
        agreedAt: '2026-11-25T09:00:00.000Z',
        window: null,
        notBeforeAt: null,
        hardBeforeAt: null,
        durationMinutes: 30,
        toleranceMinutes: null,
        ofKind: { id: 'kind', capacity, grouped: true },
      }
      const start = (half: Id[]) => () =>
        spawn(process.execPath, [
          PROCESS,
          url,
          String(half.length),
          JSON.stringify({ ...wanted, patientIds: half }),
        ])
      const answers = await race([
        start(patientIds.slice(0, asking / 2)),
        start(patientIds.slice(asking / 2)),
      ])
      expect(answers.filter(answer => answer === 'booked')).toHaveLength(capacity)
      expect(answers.filter(answer => answer === 'taken')).toHaveLength(asking - capacity)
      expect(await listDay(db, halle.id, bastien, TODAY)).toHaveLength(capacity)
    },
    60_000,
  )
})
