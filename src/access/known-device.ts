import { newId } from '../ids.ts'
import type { Secrets } from '../secrets.ts'
import type { Id } from '../terms.ts'

/** A device that has signed in before, and to which accounts: a practice's tablet serves several. */
export type KnownDevice = { deviceId: Id; userIds: Id[] }

const CONTEXT = 'known-device'
const ACCOUNTS = 12

/** What the device's cookie says; nothing when there is none or it is not of our making. */
export const readDevice = (secrets: Secrets, cookie: string | undefined): KnownDevice | null => {
  if (!cookie) return null
  try {
    return JSON.parse(secrets.open(cookie, CONTEXT)) as KnownDevice
  } catch {
    return null
  }
}

/** The cookie of a device from which this account has now signed in. */
export const rememberDevice = (secrets: Secrets, device: KnownDevice | null, userId: Id): string => {
  const others = (device?.userIds ?? []).filter(id => id !== userId)
  const remembered: KnownDevice = {
    deviceId: device?.deviceId ?? newId(),
    userIds: [userId, ...others].slice(0, ACCOUNTS),
  }
  return secrets.seal(JSON.stringify(remembered), CONTEXT)
}
