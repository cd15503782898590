import { addKind, type KindContent } from '../../agenda/kinds.ts'
import type { Trx } from '../../db/database.ts'
import type { Instant } from '../../terms.ts'
import type { SeededPractice, SeedPerson } from './practice.ts'

type SeedKind = Pick<KindContent, 'name' | 'category' | 'durationMinutes' | 'bookedBy'> &
  Partial<KindContent> & { of: SeedPerson }

const KINDS: SeedKind[] = [
  {
    of: 'helene',
    name: 'Consultation',
    category: 'consultation',
    durationMinutes: 15,
    bookedBy: 'anyone',
    instructions: 'Venez avec votre carte Vitale et vos derniers résultats.',
  },
  {
    of: 'helene',
    name: 'Téléconsultation',
    category: 'consultation',
    durationMinutes: 15,
    bookedBy: 'known',
    videoUrl: 'https://visio.cabinet-de-la-halle.example/marchand',
    instructions: 'Ouvrez le lien cinq minutes avant, dans un endroit calme.',
  },
  {
    of: 'bastien',
    name: 'Séance',
    category: 'session',
    durationMinutes: 30,
    bookedBy: 'known',
    instructions: 'Venez en tenue souple, avec une serviette.',
  },
  {
    of: 'bastien',
    name: 'Première séance',
    category: 'session',
    durationMinutes: 45,
    bufferMinutes: 15,
    bookedBy: 'anyone',
    instructions: 'Apportez votre ordonnance et vos radios.',
  },
  {
    of: 'bastien',
    name: 'Séance à domicile',
    category: 'session',
    durationMinutes: 30,
    bookedBy: 'nobody',
    place: 'home',
  },
  {
    of: 'bastien',
    name: 'Atelier du samedi',
    category: 'session',
    durationMinutes: 60,
    bookedBy: 'known',
    capacity: 5,
    grouped: true,
  },
  {
    of: 'camille',
    name: 'Passage à domicile',
    category: 'visit',
    durationMinutes: 15,
    bookedBy: 'nobody',
    place: 'home',
  },
]

/** What each of the three gives appointments for. */
export const insertKinds = async (
  trx: Trx,
  { practiceId, members }: SeededPractice,
  now: Instant,
): Promise<void> => {
  for (const { of, ...kind } of KINDS)
    await addKind(
      trx,
      practiceId,
      {
        bufferMinutes: 0,
        place: 'practice',
        capacity: 1,
        grouped: false,
        instructions: '',
        videoUrl: null,
        clinicianId: members[of],
        ...kind,
      },
      now,
    )
}
