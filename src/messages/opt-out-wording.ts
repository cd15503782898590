import { countSegments } from './segments.ts'
import { tellsSpecialty } from './specialty.ts'
import { toGsm7 } from './transliteration.ts'

/** Answers STOP, once. Whoever could send STOP can answer: only a two-way number receives it. */
export const optOutAcknowledgement = (practiceName: string): string =>
  signed(
    'C’est noté, vous ne recevrez plus de SMS. Si besoin, nous vous appellerons. Pour en recevoir de nouveau : REPRENDRE',
    practiceName,
  )

/** Answers REPRENDRE. */
export const optInAcknowledgement = (practiceName: string): string =>
  signed('C’est noté, vous recevrez de nouveau nos SMS.', practiceName)

const signed = (sentence: string, practiceName: string): string => {
  const alone = toGsm7(sentence)
  const withName = toGsm7(`${sentence}\n${practiceName}`)
  return tellsSpecialty(practiceName) || countSegments(withName).segments > 1 ? alone : withName
}
