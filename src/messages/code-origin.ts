import { CODE_CAPS } from '../access/code-caps.ts'
import { digitsOf, findCode, isLiving, makeCode } from '../access/phone-codes.ts'
import type { Trx } from '../db/database.ts'
import type { House } from '../house.ts'
import type { Id, Instant } from '../terms.ts'
import { localDate } from '../time.ts'
import type { Origin } from './origins.ts'
import { queueMessage } from './outbox.ts'
import { openTaskOnce } from './tasks.ts'

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
  if (!code.made) {
    if (code.why === 'practice_cap') await alertOfCap(trx, wanted.practiceId, now)
    return code
  }
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

/** Once a day: nobody can book online any more, and somebody may be making texts leave on purpose. */
const alertOfCap = async (trx: Trx, practiceId: Id, now: Instant): Promise<void> => {
  const { zone } = await trx
    .selectFrom('practices')
    .select('zone')
    .where('id', '=', practiceId)
    .executeTakeFirstOrThrow()
  const task = {
    practiceId,
    kind: 'alert',
    patientId: null,
    carerId: null,
    clinicianId: null,
    stopId: null,
    key: `codes:${localDate(now, zone)}`,
    reason: 'cap_codes',
    facts: { sentence: CAP_WORDS },
    clinical: false,
    dueAt: null,
  } as const
  await openTaskOnce(trx, task, now)
}

const CAP_WORDS = `${CODE_CAPS.practice} codes ont été demandés en un jour sur votre page de rendez-vous. Personne ne peut plus en demander pour l’instant. Si ce nombre vous étonne, fermez la page dans les réglages.`

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
