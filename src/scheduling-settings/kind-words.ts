import type { Kind, KindContent } from '../agenda/kinds.ts'
import type { French } from '../http/french.ts'

export const CATEGORIES: Record<KindContent['category'], string> = {
  visit: 'Passage',
  session: 'Séance',
  consultation: 'Consultation',
}

export const BOOKED_BY: Record<KindContent['bookedBy'], string> = {
  nobody: 'Le cabinet seul',
  known: 'Les patients connus',
  anyone: 'Tout le monde',
}

const BOOKED_BY_IN_A_LINE: Record<KindContent['bookedBy'], string> = {
  nobody: 'donné par le cabinet',
  known: 'ouvert aux patients connus',
  anyone: 'ouvert à tous',
}

/** « 30 min, puis 5 min libres · au cabinet · 2 à la fois · ouvert aux patients connus » */
export const kindWords = (kind: Kind, f: French, clinicianName?: string): string => {
  const duration = f.duration(kind.durationMinutes)
  const buffer = kind.bufferMinutes === 0 ? '' : `, puis ${f.duration(kind.bufferMinutes)} libres`
  return [
    duration + buffer,
    whereWords(kind),
    kind.capacity > 1
      ? `${kind.grouped ? 'groupe de' : ''} ${kind.capacity}${kind.grouped ? '' : ' à la fois'}`.trim()
      : '',
    BOOKED_BY_IN_A_LINE[kind.bookedBy],
    clinicianName ?? '',
  ]
    .filter(Boolean)
    .join(' · ')
}

const whereWords = ({ place, videoUrl }: Pick<Kind, 'place' | 'videoUrl'>): string => {
  if (videoUrl) return 'à distance'
  return place === 'home' ? 'à domicile' : 'au cabinet'
}
