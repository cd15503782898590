export type Coordinates = { lat: number; lon: number }

export type CoordinatesReading = { ok: true; coordinates: Coordinates } | { ok: false; message: string }

const NUMBER = String.raw`([+-]?\d{1,3}(?:\.\d+)?)`
const PAIR = String.raw`${NUMBER}(?:,|%2C)\s*${NUMBER}`

/**
 * Where coordinates stand in what a map gives to share, the most exact first: in a Google link `!3d…!4d…` is the place
 * itself, `@…` only the middle of the view.
 */
const PLACES: RegExp[] = [
  new RegExp(`!3d${NUMBER}!4d${NUMBER}`),
  new RegExp(`[?&]mlat=${NUMBER}&(?:amp;)?mlon=${NUMBER}`),
  new RegExp(`[?&](?:q|query|ll|sll|destination|daddr|center|coordinate)=(?:loc:)?${PAIR}`, 'i'),
  new RegExp(`^geo:${PAIR}`, 'i'),
  new RegExp(`/@${PAIR}`),
  new RegExp(String.raw`#map=\d+(?:\.\d+)?/${NUMBER}/${NUMBER}`),
  new RegExp(`/(?:place|search|dir)/(?:[^?]*/)?${PAIR}(?:[/?]|$)`),
]

const typed = (point: string, separator: string): RegExp => {
  const number = String.raw`([+-]?\d{1,3}(?:${point}\d+)?)\s*°?\s*`
  return new RegExp(`^${number}([NS])?${separator}${number}([EWO])?$`, 'i')
}

const WITH_POINTS = typed(String.raw`\.`, String.raw`(?:\s*[;,]\s*|\s+)`)
/** Where the comma is the decimal one, a comma between the two needs a space after it. */
const WITH_COMMAS = typed(',', String.raw`(?:\s*;\s*|\s*,\s+|\s+)`)

const SHORT_LINK = /^https?:\/\/(maps\.app\.goo\.gl|goo\.gl|osm\.org\/go|maps\.apple\/|bit\.ly)/i

/** Reads a link shared by Google Maps, OpenStreetMap, Apple Plans, a `geo:` link, or « 49.77, 4.72 ». */
export const readCoordinates = (text: string): CoordinatesReading => {
  // One space at most between two signs: runs of them would be tried in every division.
  const given = text.trim().replaceAll(/\s+/g, ' ')
  for (const place of PLACES) {
    const found = given.match(place)
    if (found) return checked(Number(found[1]), Number(found[2]))
  }
  if (SHORT_LINK.test(given))
    return refused('Ce lien court ne dit pas où c’est. Ouvrez-le, puis copiez l’adresse de la page.')
  const pair = typedPair(given)
  return pair ? checked(...pair) : refused('Aucune coordonnée dans ce texte. Exemple\u00a0: 49.7712, 4.7203')
}

/** « 49.7712, 4.7203 », « 49,7712 ; 4,7203 », « 49.7712 4.7203 », « 21.1 S, 55.5 E » */
const typedPair = (text: string): [number, number] | undefined => {
  const found = text.match(WITH_POINTS) ?? text.match(WITH_COMMAS)
  if (!found) return undefined
  const decimal = (digits = '') => Number(digits.replace(',', '.'))
  const lat = decimal(found[1]) * (/s/i.test(found[2] ?? '') ? -1 : 1)
  const lon = decimal(found[3]) * (/[wo]/i.test(found[4] ?? '') ? -1 : 1)
  return [lat, lon]
}

const checked = (lat: number, lon: number): CoordinatesReading => {
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180)
    return refused('Ces coordonnées sont hors de la Terre\u00a0: la latitude vient en premier.')
  return { ok: true, coordinates: { lat: rounded(lat), lon: rounded(lon) } }
}

/** Six decimals are 11 cm: a door, and no more digits than one can compare by eye. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

const refused = (message: string): CoordinatesReading => ({ ok: false, message })

/** « 49.7712, 4.7203 », as it is typed and shown. */
export const coordinatesText = ({ lat, lon }: Coordinates): string => `${lat}, ${lon}`

/** A map of the place, for a person who follows the link. */
export const mapUrl = ({ lat, lon }: Coordinates): string =>
  `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=18/${lat}/${lon}`
