/** What will be awkward in every text: a name or an address that is too long, or that tells a specialty. */
export type Warning = { about: 'practice_name' | 'public_url' | 'sender'; sentence: string }

/** Given by whoever words the texts, which stands above this part. */
export type WarningsOf = (names: {
  publicUrl: string
  practiceName: string
  sender?: string | null
}) => Warning[]
