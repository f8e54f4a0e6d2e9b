import { gammaln } from 'simple-statistics'

/**
 * The chance of counting `seen` or more where `mean` are expected with this variance, by the negative binomial distribution
 * (the Poisson one when the variance is no larger than the mean). Between 0 and 1; 1 for `seen` 0.
 */
export function chanceOf(seen: number, { mean, variance }: { mean: number; variance: number }): number {
  if (seen <= 0) return 1
  if (mean <= 0) return 0
  const next = stepsOf(mean, variance)
  // From the tail inwards nothing is subtracted, so that a chance of one in a billion is told from none.
  let term = Math.exp(logFirst(seen, mean, variance))
  let tail = 0
  for (let count = seen; count < seen + 100_000; count++) {
    tail += term
    term *= next(count)
    if (count > mean && term < tail * 1e-12) break
  }
  return Math.min(1, tail)
}

/** The smallest count that `share` of all such counts do not exceed. */
export function quantileOf(share: number, { mean, variance }: { mean: number; variance: number }): number {
  if (mean <= 0) return 0
  const next = stepsOf(mean, variance)
  let term = Math.exp(logFirst(0, mean, variance))
  let below = term
  let count = 0
  while (below < share && count < 100_000) {
    term *= next(count)
    count += 1
    below += term
  }
  return count
}

/** By what the probability of a count is multiplied to get that of the next. */
function stepsOf(mean: number, variance: number): (count: number) => number {
  const size = sizeOf(mean, variance)
  if (size === null) return (count) => mean / (count + 1)
  const share = mean / (mean + size)
  return (count) => (share * (count + size)) / (count + 1)
}

function logFirst(count: number, mean: number, variance: number): number {
  const size = sizeOf(mean, variance)
  if (size === null) return count * Math.log(mean) - mean - gammaln(count + 1)
  return (
    gammaln(count + size) -
    gammaln(size) -
    gammaln(count + 1) +
    size * Math.log(size / (size + mean)) +
    count * Math.log(mean / (size + mean))
  )
}

/** Null where the variance is that of Poisson. */
function sizeOf(mean: number, variance: number): number | null {
  return variance > mean * 1.000_001 ? (mean * mean) / (variance - mean) : null
}
