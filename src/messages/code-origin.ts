import { digitsOf, findCode, isLiving, makeCode } from '../access/phone-codes.ts'
import type { Trx } from '../db/database.ts'
import type { House } from '../house.ts'
import type { Id, Instant } from '../terms.ts'
import type { Origin } from './origins.ts'
import { queueMessage } from './outbox.ts'

export const CODE_ORIGIN = 'code'

/** One segment, and nothing of whom or what it is about. */
export const codeText = (digits: string): string =>
  `${digits} est votre code pour le cabinet. Valable 10 min. Ne le donnez à personne.`

/** What stays in the outbox: the digits themselves are nowhere. */
const KEPT = codeText('······')

/** Makes a code and has it texted at once, to whoever the number belongs to. */
export const sendCode = async (
  trx: Trx,
  secrets: House['secrets'],
  wanted: Parameters<typeof makeCode>[2],
  now: Instant,
): ReturnType<typeof makeCode> => {
  const code = await makeCode(trx, secrets, wanted, now)
  if (!code.made) return code
  const message = {
    practiceId: wanted.practiceId,
    patientId: null,
    carerId: null,
    purpose: 'code',
    origin: CODE_ORIGIN,
    refId: code.id,
    toPhone: wanted.phone,
    dueAt: now,
    usefulUntilAt: code.expiresAt,
  } as const
  await queueMessage(trx, message, now)
  return code
}

/** What the outbox asks about a code. One that cannot arrive is told on the page that waits for it, and calls for nothing. */
export const codeOrigin = ({ secrets }: Pick<House, 'secrets'>): Origin => ({
  async stillTrue(trx: Trx, id: Id, message, now: Instant) {
    const code = await findCode(trx, message.practice_id, id)
    if (!code || !isLiving(code, now)) return { send: false, reason: 'code_over' }
    return { send: true, body: codeText(digitsOf(secrets, id)), kept: KEPT, usefulUntilAt: code.expires_at }
  },
  async onSent() {},
  async onHeldUp() {},
  async onUndeliverable() {},
  async onReply() {},
  about: async () => ({ stopId: null, clinicianId: null }),
})
