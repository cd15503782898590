const LONGEST_SECONDS = 300

/** Seconds before the next try after the provider had no room `times` times in a row: what it asks for, or 2, 4, 8… */
export const backoffSeconds = (times: number, askedSeconds: number): number =>
  Math.max(Math.ceil(askedSeconds), Math.min(2 ** times, LONGEST_SECONDS))
