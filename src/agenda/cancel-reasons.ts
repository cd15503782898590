/** Why the product itself cancels an appointment for somebody; any other reason is somebody's own words. */
export type CancelReason = 'absence' | 'archived' | 'leave' | 'rhythm' | 'series_end'

/** As the history of an appointment says it. */
export const CANCEL_REASONS: Record<CancelReason, string> = {
  absence: 'le patient est absent ces jours-là',
  archived: 'le patient est archivé',
  leave: 'pendant un congé',
  rhythm: 'le rythme a changé',
  series_end: 'la série est arrêtée',
}

const ENDED: readonly (string | null)[] = ['absence', 'archived', 'series_end'] satisfies CancelReason[]

/** Whether another time is of use to the patient: not where they are away, or where the care is over. */
export const leavesNeed = (reason: string | null): boolean => !ENDED.includes(reason)
