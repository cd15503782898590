import type { French } from '../http/french.ts'
import { KINDS } from './appointment-words.ts'
import type { Care } from './care.ts'
import { frequencyWords } from './frequency.ts'
import { readFrequency } from './read-frequency.ts'
import { threadOf } from './session-count.ts'

/** What pages say of a prescription; its clinical text only for those who may read it. */
export const headOf = (care: Care, { readsClinical }: { readsClinical: boolean }, f: French) => {
  const { prescription: p, count } = care
  return {
    id: p.id,
    title: (readsClinical && p.care) || f.capital(`${KINDS[p.category]}s`),
    from: originWords(p, f),
    dates: p.to_on ? `Du ${f.date(p.from_on)} au ${f.date(p.to_on)}` : `Depuis le ${f.date(p.from_on)}`,
    frequency: frequencyShown(p.frequency, readsClinical),
    done: doneWords(care, f),
    rest: count.remaining === null ? '' : `reste ${count.remaining}`,
    toPlace: count.toPlace ?? 0,
    missed: count.missed,
    renewal: renewalWords(care, f),
    knots: threadOf(count),
  }
}

const originWords = (
  { direct_access, prescribed_on, prescriber }: Care['prescription'],
  f: French,
): string => {
  if (direct_access) return 'Accès direct, sans ordonnance'
  const when = prescribed_on ? `Ordonnance du ${f.date(prescribed_on)}` : 'Ordonnance'
  return prescriber ? `${when}, ${prescriber}` : when
}

/** What was typed may hold anything as long as it was not understood: then it is for those who care. */
const frequencyShown = (written: string, readsClinical: boolean) => {
  if (written === '') return null
  const reading = readFrequency(written)
  if (!reading.read) return readsClinical ? { written, read: null, understood: false } : null
  const read = frequencyWords(reading.frequency)
  return { written: readsClinical ? written : read, read: read === written ? null : read, understood: true }
}

/** « 7 séances faites sur 15 » */
const doneWords = ({ prescription, count }: Care, f: French): string => {
  const feminine = prescription.category !== 'visit'
  const done = f.count(count.done, `${KINDS[prescription.category]} fait${feminine ? 'e' : ''}`)
  const words =
    count.done < 2 ? done : `${count.done}\u00a0${KINDS[prescription.category]}s fait${feminine ? 'es' : 's'}`
  return count.prescribed === null ? words : `${words} sur ${count.prescribed}`
}

const renewalWords = ({ renewal, count, prescription }: Care, f: French): string | null => {
  if (renewal === 'sessions')
    return count.remaining === 0
      ? 'Terminée, à renouveler\u202f?'
      : `À renouveler\u00a0: il en reste ${count.remaining}`
  return renewal === 'end' ? `À renouveler avant le ${f.date(prescription.to_on!)}` : null
}
