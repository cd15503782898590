import type { NoticeRow } from '../db/tables/delays.ts'
import type { MessageStatus } from '../db/tables/messages.ts'
import type { EpochMs } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import type { LoadedRound } from './loaded-round.ts'

/** The banner before messages leave: how many people, when, and the time left to stop them. */
export type PendingNotices = { sentence: string; secondsLeft: number; leftWords: string; holdSeconds: number }

export const pendingNotices = (round: LoadedRound, now: EpochMs): PendingNotices | null => {
  const pending = round.noticeRows.filter(notice => mayStillBeStopped(round, notice))
  if (pending.length === 0) return null
  const dueAt = Math.min(...pending.map(notice => toEpochMs(notice.due_at)))
  const secondsLeft = Math.max(0, Math.round((dueAt - now) / 1000))
  const who = whoIsTold(round, pending)
  return {
    sentence: secondsLeft > 0 ? `${who} dans` : who,
    secondsLeft,
    leftWords: secondsLeft > 0 ? countdown(secondsLeft) : 'maintenant',
    holdSeconds: Math.max(round.practice.undo_seconds, secondsLeft),
  }
}

/** Of a carer one does not say that the patient is told. */
const whoIsTold = ({ messages }: LoadedRound, pending: NoticeRow[]): string => {
  const texts = messages.filter(({ ref_id }) => pending.some(({ id }) => id === ref_id))
  const several = pending.length > 1
  if (!texts.some(({ carer_id }) => carer_id !== null))
    return several ? `${pending.length} patients seront prévenus` : '1 patient sera prévenu'
  if (several) return `${pending.length} patients ou proches seront prévenus`
  return texts.some(({ carer_id }) => carer_id === null)
    ? 'Le patient et son proche seront prévenus'
    : 'Le proche sera prévenu'
}

/** A text that is at the gateway cannot be called back. */
export const mayStillBeStopped = ({ messages }: LoadedRound, notice: NoticeRow): boolean =>
  notice.state === 'pending' &&
  !messages.some(({ ref_id, status }) => ref_id === notice.id && AT_THE_GATEWAY.includes(status))

const AT_THE_GATEWAY: MessageStatus[] = ['attempted', 'unknown']

const countdown = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60)
  if (minutes === 0) return `${seconds}\u00a0s`
  return `${minutes}\u00a0min\u00a0${String(seconds % 60).padStart(2, '0')}`
}
