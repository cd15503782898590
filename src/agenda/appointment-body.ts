import { linkEnd } from '../access/link-end.ts'
import { mintLink } from '../access/links.ts'
import type { Trx } from '../db/database.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import type { MessageRow } from '../db/tables/messages.ts'
import type { House } from '../house.ts'
import type { Instant } from '../terms.ts'
import { localDate } from '../time.ts'
import { appointmentText } from './appointment-wording.ts'
import { latestStartOf } from './reminder-time.ts'
import type { Together } from './told-together.ts'

export type TextMakers = Pick<House, 'secrets' | 'config'>

/** Each has its own page, which the page of the first one leads to: of a long series, those that come next. */
const MOST_LINKS = 30

/** What a text about appointments says, with the link that lets its reader see and answer. */
export const appointmentBody = async (
  trx: Trx,
  { secrets, config }: TextMakers,
  { practice, told, message }: { practice: PracticeRow; told: Together; message: MessageRow },
  now: Instant,
): Promise<string> => {
  const { zone } = practice
  const tokens: string[] = []
  for (const appointment of told.about.slice(0, MOST_LINKS)) {
    const subject = {
      practiceId: practice.id,
      patientId: appointment.patient_id,
      carerId: message.carer_id,
      purpose: 'appointment',
      refId: appointment.id,
      expiresAt: linkEnd({
        on: appointment.on,
        zone,
        agreedAt: latestStartOf(appointment, zone),
        estimateAt: null,
      }),
    } as const
    tokens.push((await mintLink(trx, secrets, subject, now)).token)
  }
  return appointmentText({
    ...told.content,
    reader: message.carer_id === null ? 'patient' : 'carer',
    today: localDate(now, zone),
    zone,
    practiceName: practice.sms_signature ?? practice.name,
    link: `${config.publicUrl}/p/${tokens[0]}`,
  })
}
