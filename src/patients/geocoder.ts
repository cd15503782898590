import { z } from 'zod'
import type { Coordinates } from './coordinates.ts'

/** What the geocoder makes of an address: where it is and how it understood it, or a sentence saying why not. */
export type Geocoding =
  | { found: true; coordinates: Coordinates; label: string; exact: boolean }
  | { found: false; message: string }

const TIMEOUT_MS = 5000

/** Base Adresse Nationale (https://adresse.data.gouv.fr/api-doc/adresse): GeoJSON, longitude first. */
const answerSchema = z.object({
  features: z.array(
    z.object({
      geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
      properties: z.object({
        label: z.string().default(''),
        type: z.string().default(''),
        score: z.number().default(0),
      }),
    }),
  ),
})

/** Asks the geocoder where an address is. Sends the address and nothing else. Never call it in a transaction. */
export const geocode = async (geocoderUrl: string, address: string): Promise<Geocoding> => {
  const url = new URL(geocoderUrl)
  url.searchParams.set('q', address.slice(0, 200))
  url.searchParams.set('limit', '1')
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!response.ok) return notFound('Le service d’adresses ne répond pas comme prévu. Réessayez plus tard.')
    return read(answerSchema.safeParse(await response.json()))
  } catch {
    return notFound('Le service d’adresses ne répond pas. Réessayez plus tard, ou collez un lien de carte.')
  }
}

const read = (answer: z.ZodSafeParseResult<z.output<typeof answerSchema>>): Geocoding => {
  if (!answer.success) return notFound('Le service d’adresses a donné une réponse incompréhensible.')
  const [best] = answer.data.features
  if (!best) return notFound('Le service d’adresses ne connaît pas cette adresse.')
  const [lon, lat] = best.geometry.coordinates
  const { label, type, score } = best.properties
  return { found: true, coordinates: { lat, lon }, label, exact: type === 'housenumber' && score >= 0.7 }
}

const notFound = (message: string): Geocoding => ({ found: false, message })
