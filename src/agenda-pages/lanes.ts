import type { Rows } from './grid.ts'

/** Beside how many others something is drawn, and in which place, from 0. */
export type Lane = { lane: number; of: number }

/** What did not fit beside the others: so many, in the last lane. */
export type Folded = Rows & Lane & { count: number }

/**
 * Puts what overlaps side by side, in as few lanes as possible and never more than `most`: what does not fit is folded
 * into the last one. Nothing in one lane overlaps. Keeps the order of beginning.
 */
export const inLanes = <Item extends Rows>(
  items: readonly Item[],
  most: number,
): { placed: (Item & Lane)[]; folded: Folded[] } => {
  const clusters = clustersOf(items.toSorted((a, b) => a.from - b.from || b.to - a.to))
  const drawn = clusters.map(cluster => drawnIn(cluster, most))
  return { placed: drawn.flatMap(({ placed }) => placed), folded: drawn.flatMap(({ folded }) => folded) }
}

/** Groups of which each touches another one of the group, and nobody outside. */
const clustersOf = <Item extends Rows>(sorted: Item[]): Item[][] => {
  const clusters: Item[][] = []
  let end = -1
  for (const item of sorted) {
    if (item.from >= end) clusters.push([])
    clusters.at(-1)!.push(item)
    end = Math.max(item.from >= end ? 0 : end, item.to)
  }
  return clusters
}

const drawnIn = <Item extends Rows>(cluster: Item[], most: number) => {
  const ends: number[] = []
  const laid = cluster.map(item => {
    const free = ends.findIndex(end => end <= item.from)
    const lane = free < 0 ? ends.length : free
    ends[lane] = item.to
    return { ...item, lane }
  })
  const of = Math.min(ends.length, most)
  if (ends.length <= most) return { placed: laid.map(item => ({ ...item, of })), folded: [] }
  const rest = laid.filter(({ lane }) => lane >= most - 1)
  const folded: Folded = {
    from: Math.min(...rest.map(({ from }) => from)),
    to: Math.max(...rest.map(({ to }) => to)),
    lane: most - 1,
    of,
    count: rest.length,
  }
  return {
    placed: laid.filter(({ lane }) => lane < most - 1).map(item => ({ ...item, of })),
    folded: [folded],
  }
}
