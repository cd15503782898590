import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js'
import type { Zone } from '../terms.ts'

/** Where a French practice may be, by time zone, with the country whose phone numbers are dialled without a prefix. */
export const TERRITORIES: { zone: Zone; name: string; country: CountryCode }[] = [
  { zone: 'Europe/Paris', name: 'France métropolitaine', country: 'FR' },
  { zone: 'America/Guadeloupe', name: 'Guadeloupe', country: 'GP' },
  { zone: 'America/Martinique', name: 'Martinique', country: 'MQ' },
  { zone: 'America/Cayenne', name: 'Guyane', country: 'GF' },
  { zone: 'Indian/Reunion', name: 'La Réunion', country: 'RE' },
  { zone: 'Indian/Mayotte', name: 'Mayotte', country: 'YT' },
  { zone: 'America/Miquelon', name: 'Saint-Pierre-et-Miquelon', country: 'PM' },
  { zone: 'America/St_Barthelemy', name: 'Saint-Barthélemy', country: 'BL' },
  { zone: 'America/Marigot', name: 'Saint-Martin', country: 'MF' },
  { zone: 'Pacific/Noumea', name: 'Nouvelle-Calédonie', country: 'NC' },
  { zone: 'Pacific/Tahiti', name: 'Polynésie française', country: 'PF' },
  { zone: 'Pacific/Wallis', name: 'Wallis-et-Futuna', country: 'WF' },
]

const territoryOf = (zone: Zone) => TERRITORIES.find(territory => territory.zone === zone)

export const isHomeZone = (zone: string): boolean => territoryOf(zone) !== undefined

export const territoryName = (zone: Zone): string => territoryOf(zone)?.name ?? zone

/**
 * The practice's own number in E.164, or `undefined` when it is none anywhere in France. Without a prefix it is read as
 * one of its territory, and only then as one of another. It is shown and called, never texted.
 */
export const practicePhone = (typed: string, zone: Zone): string | undefined => {
  const countries = [territoryOf(zone), ...TERRITORIES].map(territory => territory?.country ?? 'FR')
  const readings = countries.map(country => parsePhoneNumberFromString(typed, country))
  return readings.find(number => number?.isValid())?.number
}

/** As it is written at home: « 03 24 33 00 00 ». */
export const phoneInWords = (e164: string): string =>
  parsePhoneNumberFromString(e164)?.formatNational().replaceAll(' ', '\u00a0') ?? e164
