/** What a phone sends at most: enough to see a crack in a kerb, and sent in seconds. */
export const mostSide = 2048
export const mostBytes = 500 * 1024

/** The size of a picture made to fit into a square, in whole pixels; one that fits stays as it is. */
export function fitWithin(width: number, height: number, side: number): { width: number; height: number } {
  const share = Math.min(1, side / Math.max(width, height, 1))
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) }
}

/** The first try that is small enough, from the best quality down; the last one when none is. */
export async function firstSmallEnough<T extends { size: number }>(encode: (quality: number) => Promise<T>): Promise<T> {
  const qualities = [0.85, 0.75, 0.62, 0.5]
  let best = await encode(qualities[0] ?? 0.85)
  for (const quality of qualities.slice(1)) {
    if (best.size <= mostBytes) break
    best = await encode(quality)
  }
  return best
}
