/** Legally distinct roles, as they are called on screen. */
export const CARER_ROLES = {
  carer: 'aidant',
  trusted_person: 'personne de confiance',
  emergency_contact: 'personne à prévenir',
  parent: 'parent',
  guardian: 'tuteur ou curateur',
} as const
