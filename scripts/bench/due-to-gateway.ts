import { setTimeout as pause } from 'node:timers/promises'
import { toEpochMs } from '../../src/time.ts'
import type { TwilioStandIn } from '../../test/support/twilio-stand-in.ts'
import { messageIdOf } from '../../test/support/twilio-texts.ts'
import type { BenchDay, BenchRound } from './bench-day.ts'
import { percentile } from './percentile.ts'
import { BENCH_DAY } from './ten-years.ts'

/** How long its clinician may still call a notice back, in this practice. */
const UNDO_SECONDS = 2
const PATIENCE_MS = 20_000

/**
 * From when a notice is due to when its text has reached the gateway's socket: rounds that are late by an arrival, their
 * clinicians one after the other, each with the first text of its batch. Gives the 95th percentile.
 */
export const measureDueToGateway = async (
  { house, noticeRounds, shiftMs }: BenchDay,
  rounds: number,
  twilio: TwilioStandIn,
  url: string,
  say: (words: string) => void,
): Promise<number> => {
  await house.db
    .updateTable('practices')
    .set({ undo_seconds: UNDO_SECONDS })
    .where(
      'id',
      'in',
      noticeRounds.map(round => round.practiceId),
    )
    .execute()
  const reachedAt = new Map<string, number>()
  twilio.onAccepted(text => {
    reachedAt.set(messageIdOf(text), Date.now() + shiftMs)
  })
  const waits: number[] = []
  for (const round of noticeRounds.slice(0, rounds)) {
    await arrive(url, round)
    const batch = await firstTexts(house, round, reachedAt)
    waits.push(...batch)
    say(`${batch.length} texts of a round, the last ${Math.round(Math.max(...batch))} ms after it was due`)
  }
  return percentile(waits, 0.95)
}

/** « J’arrive » at the first patient, long after the agreed hour: those after have to wait, and are told. */
const arrive = async (url: string, { cookie, stopIds }: BenchRound): Promise<void> => {
  const answer = await fetch(`${url}/rounds/${BENCH_DAY}/stops/${stopIds[10]}/arrival`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: '',
    redirect: 'manual',
  })
  if (answer.status !== 303) throw new Error(`the arrival was answered by ${answer.status}`)
}

type House = BenchDay['house']

const firstTexts = async (
  house: House,
  { id }: BenchRound,
  reachedAt: Map<string, number>,
): Promise<number[]> => {
  const givenUpAt = Date.now() + PATIENCE_MS
  for (;;) {
    const texts = await textsOf(house, id)
    const due = texts.filter(text => toEpochMs(text.due_at) < house.clock.epochMs() - 500)
    const reached = due.flatMap(text => {
      const at = reachedAt.get(text.id)
      return at === undefined ? [] : [at - toEpochMs(text.due_at)]
    })
    if (due.length > 0 && reached.length === due.length) return reached
    if (Date.now() > givenUpAt)
      throw new Error(`of ${texts.length} texts, ${reached.length} reached the gateway`)
    await pause(100)
  }
}

const textsOf = async ({ db }: House, roundId: string) =>
  await db
    .selectFrom('messages as m')
    .innerJoin('notices as n', 'n.id', 'm.ref_id')
    .select(['m.id', 'm.due_at'])
    .where('n.round_id', '=', roundId)
    .where('m.status', '!=', 'cancelled')
    .execute()
