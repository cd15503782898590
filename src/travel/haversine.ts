export type Coordinates = { lat: number; lon: number }

/** Mean radius of the Earth (IUGG), in metres. */
const EARTH_RADIUS = 6_371_009

/** Metres between two points as the crow flies, on a sphere (haversine formula; error below 0.6 %). */
export function haversineMetres(from: Coordinates, to: Coordinates): number {
  const dLat = radians(to.lat - from.lat)
  const dLon = radians(to.lon - from.lon)
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)))
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180
