import { foldWords } from '../patients/search-text.ts'

/** One thing that a table may say of a row: how it is called here, and how other programs head its column. */
export type Field = { key: string; label: string; required?: true; heads: readonly string[] }

/** The column of each field, by its place in the table; null: there is none. */
export type Columns<Key extends string = string> = Record<Key, number | null>

const NAME = {
  key: 'last_name',
  label: 'Nom',
  required: true,
  heads: [
    'nom',
    'nom de famille',
    'nom usuel',
    'nom d usage',
    'nom patient',
    'nom du patient',
    'nom de naissance',
    'patient nom',
  ],
} as const
const FIRST_NAME = {
  key: 'first_name',
  label: 'Prénom',
  heads: ['prenom', 'prenoms', 'prenom patient', 'prenom du patient', 'premier prenom', 'patient prenom'],
} as const
const BORN_ON = {
  key: 'born_on',
  label: 'Date de naissance',
  heads: [
    'date de naissance',
    'naissance',
    'ne le',
    'nee le',
    'ne e le',
    'date naissance',
    'ddn',
    'date naiss',
  ],
} as const
const PHONE = {
  key: 'phone',
  label: 'Téléphone',
  heads: [
    'telephone',
    'tel',
    'portable',
    'mobile',
    'telephone mobile',
    'telephone portable',
    'tel portable',
    'tel mobile',
    'telephone 1',
    'tel 1',
    'numero de telephone',
    'gsm',
  ],
} as const

export const PATIENT_FIELDS = [
  { key: 'civility', label: 'Civilité', heads: ['civilite', 'titre', 'sexe', 'genre', 'civ'] },
  NAME,
  FIRST_NAME,
  BORN_ON,
  PHONE,
  {
    key: 'second_phone',
    label: 'Autre téléphone',
    heads: [
      'telephone fixe',
      'fixe',
      'tel fixe',
      'telephone domicile',
      'tel domicile',
      'telephone 2',
      'tel 2',
      'autre telephone',
      'domicile',
    ],
  },
  {
    key: 'address',
    label: 'Adresse',
    heads: ['adresse', 'adresse 1', 'rue', 'voie', 'adresse postale', 'numero et voie'],
  },
  {
    key: 'address_extra',
    label: 'Complément',
    heads: [
      'complement',
      'complement d adresse',
      'complement adresse',
      'adresse 2',
      'batiment',
      'etage',
      'lieu dit',
    ],
  },
  { key: 'postcode', label: 'Code postal', heads: ['code postal', 'cp', 'codepostal', 'code'] },
  { key: 'city', label: 'Ville', heads: ['ville', 'commune', 'localite'] },
] as const satisfies readonly Field[]

export const APPOINTMENT_FIELDS = [
  NAME,
  FIRST_NAME,
  BORN_ON,
  PHONE,
  {
    key: 'on',
    label: 'Date',
    required: true,
    heads: [
      'date',
      'jour',
      'date du rendez vous',
      'date rdv',
      'date du rdv',
      'date de rendez vous',
      'le',
      'date de debut',
      'date debut',
    ],
  },
  {
    key: 'time',
    label: 'Heure',
    heads: [
      'heure',
      'heure de debut',
      'heure debut',
      'debut',
      'horaire',
      'heure du rendez vous',
      'heure rdv',
      'a',
    ],
  },
  {
    key: 'duration',
    label: 'Durée (min)',
    heads: ['duree', 'duree min', 'duree minutes', 'minutes', 'duree en minutes', 'temps'],
  },
  {
    key: 'clinician',
    label: 'Soignant·e',
    heads: [
      'soignant',
      'soignante',
      'soignant e',
      'praticien',
      'praticienne',
      'intervenant',
      'medecin',
      'infirmiere',
      'infirmier',
      'kine',
      'professionnel',
      'agenda',
    ],
  },
  { key: 'place', label: 'Lieu', heads: ['lieu', 'endroit', 'ou'] },
  {
    key: 'care',
    label: 'Soin',
    heads: [
      'soin',
      'soins',
      'motif',
      'acte',
      'actes',
      'motif de consultation',
      'type de rendez vous',
      'prestation',
    ],
  },
] as const satisfies readonly Field[]

export type PatientField = (typeof PATIENT_FIELDS)[number]['key']
export type AppointmentField = (typeof APPOINTMENT_FIELDS)[number]['key']

/** Accents, capitals and signs do not count: « Né(e) le » is « ne e le ». */
const folded = (head: string): string => foldWords(head).join(' ')

/** Finds the column of each field by what it is headed; each column is of one field at most. */
export const guessColumns = (fields: readonly Field[], header: readonly string[]): Columns => {
  const heads = header.map(folded)
  const taken = new Set<number>()
  const columns: Columns = {}
  for (const { key, heads: known } of fields) {
    const found = known.map(name => heads.indexOf(name)).find(index => index >= 0 && !taken.has(index))
    columns[key] = found ?? null
    if (found !== undefined) taken.add(found)
  }
  return columns
}

/** The columns as somebody chose them; what is no place in the table is none. */
export const chosenColumns = (
  fields: readonly Field[],
  header: readonly string[],
  chosen: Record<string, unknown>,
): Columns =>
  Object.fromEntries(
    fields.map(({ key }) => {
      const index = chosen[key] === '' || chosen[key] === undefined ? Number.NaN : Number(chosen[key])
      return [key, Number.isInteger(index) && index >= 0 && index < header.length ? index : null]
    }),
  )

/** The fields that cannot be left out and have no column. */
export const missingFields = (fields: readonly Field[], columns: Columns): Field[] =>
  fields.filter(({ key, required }) => required && columns[key] === null)
