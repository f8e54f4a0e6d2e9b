import type { LimitUnit, Severity } from '@linli/contract'

export interface Limit {
  amount: number
  unit: LimitUnit
}

/** A limit as data: the more of its conditions are set, the more specific it is. */
export interface LimitRule extends Limit {
  /** Which clock it is for; a kind of matter brings its own. */
  clock: string
  categoryCode: string | null
  severity: Severity | null
  areaClass: string | null
}

/** What a limit is looked up by. */
export interface LimitCase {
  clock: string
  categoryCode: string | null
  severity: Severity
  areaClass: string
}

/** Category counts more than severity, severity more than area class (domain.md §3). Null when no limit is for this clock and case. */
export function mostSpecific(rules: readonly LimitRule[], limitCase: LimitCase): LimitRule | null {
  let best: LimitRule | null = null
  let bestWeight = -1
  for (const candidate of rules) {
    if (candidate.clock !== limitCase.clock) continue
    if (candidate.categoryCode !== null && candidate.categoryCode !== limitCase.categoryCode) continue
    if (candidate.severity !== null && candidate.severity !== limitCase.severity) continue
    if (candidate.areaClass !== null && candidate.areaClass !== limitCase.areaClass) continue
    const weight =
      (candidate.categoryCode === null ? 0 : 4) + (candidate.severity === null ? 0 : 2) + (candidate.areaClass === null ? 0 : 1)
    if (weight > bestWeight) [best, bestWeight] = [candidate, weight]
  }
  return best
}
