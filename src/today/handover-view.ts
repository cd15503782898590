import { agreedWords } from '../agenda/appointment-words.ts'
import { contactTable } from '../cadre/contact-table.ts'
import { namesFor } from '../cadre/names.ts'
import type { Cadre } from '../cadre/terms.ts'
import { windowWords } from '../cadre/window-words.ts'
import type { HandoverCheckRow } from '../db/tables/agenda.ts'
import type { French } from '../http/french.ts'
import { homeLines, readHome } from '../patients/home.ts'
import { patientName } from '../patients/names.ts'
import type { Carer } from '../patients/queries.ts'
import type { RoundStop } from '../rounds/queries.ts'
import type { Id } from '../terms.ts'
import { hardWords } from './tags.ts'

/** Whether this patient's cadre was read: not yet, in an earlier version, or as it is. */
export type Read = 'not_yet' | 'outdated' | 'read'

export type HandedOver = {
  patientId: Id
  name: string
  times: { when: string; care: string | null; hard: string | null }[]
  address: string[]
  home: { label: string; words: string }[]
  hasHomeAccess: boolean
  needs: string[]
  windows: string[]
  highlights: string[]
  contacts: ReturnType<typeof contactTable>
  read: Read
}

export type HandoverFacts = {
  stops: RoundStop[]
  cadres: Map<Id, Cadre>
  checks: Map<Id, HandoverCheckRow>
  withHomeAccess: Set<Id>
  carers: Carer[]
}

/** What whoever takes a round over must know of each patient, in the order of the round; one seen twice comes once. */
export const handedOver = (
  { stops, cadres, checks, withHomeAccess, carers }: HandoverFacts,
  f: French,
): HandedOver[] =>
  [...Map.groupBy(stops, stop => stop.patient_id)].map(([patientId, visits]) => {
    const [patient] = visits as [RoundStop, ...RoundStop[]]
    const { version, terms } = cadres.get(patientId)!
    return {
      patientId,
      name: patientName(patient),
      times: visits.map(visit => ({
        when: agreedWords(visit, f),
        care: visit.care || null,
        hard: hardWords(visit.hard_before_at, f),
      })),
      address: [patient.address, patient.address_extra, `${patient.postcode} ${patient.city}`.trim()].filter(
        Boolean,
      ),
      home: homeLines(readHome(patient.home)),
      hasHomeAccess: withHomeAccess.has(patientId),
      needs: JSON.parse(patient.needs) as string[],
      windows: terms.windows.map(windowWords).map(f.capital),
      highlights: terms.highlights,
      contacts: contactTable(
        terms.contacts,
        namesFor(
          patient,
          carers.filter(carer => carer.patient_id === patientId),
        ),
      ),
      read: readOf(checks.get(patientId), version),
    }
  })

const readOf = (check: HandoverCheckRow | undefined, version: number): Read => {
  if (!check) return 'not_yet'
  return check.cadre_version === version ? 'read' : 'outdated'
}
