import type { CadreTerms } from './terms.ts'

/** What somebody who does not care for the patient may read: why an hour is imperative and what to keep in mind are left out. */
export const withoutClinical = (terms: CadreTerms): CadreTerms => ({
  ...terms,
  windows: terms.windows.map(window => ({ ...window, hardReason: '' })),
  highlights: [],
})

/** Puts back what the writer could not read, so that a cadre saved by the secretary loses nothing. */
export const keepClinical = (written: CadreTerms, current: CadreTerms): CadreTerms => ({
  ...written,
  windows: written.windows.map(window => {
    const same = current.windows.find(
      other => other.hardBefore === window.hardBefore && other.from === window.from,
    )
    return { ...window, hardReason: same?.hardReason ?? '' }
  }),
  highlights: current.highlights,
})
