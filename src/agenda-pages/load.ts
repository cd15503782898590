/** A working day, where nobody has said how long the practice is open. */
const USUAL_MINUTES = 8 * 60

/** How full a day is, in percent of the time that is open, 100 at most; of a usual day of each where that is unknown. */
export const loadPercent = (takenMinutes: number, openMinutes: number, clinicians: number): number => {
  const room = openMinutes > 0 ? openMinutes : USUAL_MINUTES * Math.max(1, clinicians)
  return Math.min(100, Math.round((takenMinutes / room) * 100))
}
