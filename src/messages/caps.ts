export type Sent = {
  /** Texts to this person since the local midnight, all purposes together. */
  toPersonToday: number
  /** Texts of the practice in the last hour, to anybody. */
  byPracticeThisHour: number
}

export type Limits = { perPersonDay: number; perPracticeHour: number }

export type CapCheck =
  | { reached: false }
  | {
      reached: true
      cap: 'person_day' | 'practice_hour'
      /** French, for the alert: why nothing leaves. */
      reason: string
    }

/** Whether one more text would pass a limit. */
export const checkCaps = (sent: Sent, limits: Limits): CapCheck => {
  if (sent.byPracticeThisHour >= limits.perPracticeHour)
    return {
      reached: true,
      cap: 'practice_hour',
      reason: `Déjà ${counted(sent.byPracticeThisHour)} en une heure pour le cabinet, la limite est ${limits.perPracticeHour}. Plus rien ne part pour l’instant.`,
    }
  if (sent.toPersonToday >= limits.perPersonDay)
    return {
      reached: true,
      cap: 'person_day',
      reason: `Déjà ${counted(sent.toPersonToday)} aujourd’hui à cette personne, la limite est ${limits.perPersonDay}. Les suivants ne partent pas.`,
    }
  return { reached: false }
}

const counted = (messages: number): string => `${messages}\u00a0SMS`
