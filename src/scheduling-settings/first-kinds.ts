import type { KindContent } from '../agenda/kinds.ts'

const AT_THE_PRACTICE = {
  bufferMinutes: 0,
  place: 'practice',
  capacity: 1,
  grouped: false,
  bookedBy: 'nobody',
  instructions: '',
  videoUrl: null,
  clinicianId: null,
} as const

/** Kinds to begin with, taken in one tap; the practice then makes them its own. */
export const FIRST_KINDS: KindContent[] = [
  { ...AT_THE_PRACTICE, name: 'Consultation', category: 'consultation', durationMinutes: 20 },
  { ...AT_THE_PRACTICE, name: 'Séance', category: 'session', durationMinutes: 30 },
  { ...AT_THE_PRACTICE, name: 'Première séance', category: 'session', durationMinutes: 45 },
  { ...AT_THE_PRACTICE, name: 'Passage à domicile', category: 'visit', durationMinutes: 20, place: 'home' },
]
