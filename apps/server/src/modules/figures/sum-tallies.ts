import type { AreaTree } from '../areas/index.ts'
import type { Tally } from '../matters/index.ts'
import { areaMeasures, organisationMeasures } from '@linli/contract'

/** Rows to be added to the tables of the figures, each once. */
export interface Sums {
  months: Sum[]
  days: Sum[]
  organisations: Sum[]
  times: TimeSum[]
}

/** The columns that say what is counted, and how many more of each measure. */
export interface Sum {
  key: Record<string, string>
  counts: Record<string, number>
}

export interface TimeSum {
  key: Record<string, string>
  /** How many more in each step of time. */
  response: number[]
  handling: number[]
}

/**
 * Adds tallies up: each counts in its area and in every area above, by month; by day where its level has desks; and
 * for the organisation whose work it was. Pure, so that folding and recounting cannot differ.
 */
export function sumTallies(tallies: Iterable<Tally>, areas: AreaTree): Sums {
  const months = new Map<string, Sum>()
  const days = new Map<string, Sum>()
  const organisations = new Map<string, Sum>()
  const times = new Map<string, TimeSum>()
  for (const tally of tallies) {
    const { day, kind, source, severity, organisationId, counts } = tally
    const month = `${day.slice(0, 7)}-01`
    const category_code = tally.categoryCode ?? ''
    const uppermost = uppermostOf(category_code)
    for (const area of withAreasAbove(areas, tally.areaId)) {
      const area_id = area.id
      if (organisationId !== null) {
        add(organisations, { organisation_id: organisationId, area_id, month, category_code }, counts, organisationMeasures)
        continue
      }
      add(months, { area_id, month, category_code, source, severity, kind }, counts, areaMeasures)
      if (area.hasDesk) add(days, { area_id, day, category_code: uppermost, kind }, counts, areaMeasures)
      addTimes(times, { area_id, month, category_code: uppermost, kind }, counts)
    }
  }
  return { months: changed(months), days: changed(days), organisations: changed(organisations), times: [...times.values()] }
}

/** `E01-02` belongs to `E01`. */
export function uppermostOf(code: string): string {
  return code.split('-')[0] ?? code
}

function add(sums: Map<string, Sum>, key: Sum['key'], counts: Tally['counts'], measures: readonly string[]): void {
  const sum = ensure<Sum>(sums, key, () => ({ key, counts: {} }))
  for (const measure of measures) {
    const amount = counts[measure]
    if (amount !== undefined) sum.counts[measure] = (sum.counts[measure] ?? 0) + amount
  }
}

function addTimes(sums: Map<string, TimeSum>, key: Sum['key'], counts: Tally['counts']): void {
  for (const [measure, amount] of Object.entries(counts)) {
    const [what, step] = measure.split(':')
    if (step === undefined || (what !== 'response' && what !== 'handling')) continue
    const sum = ensure(sums, key, () => ({ key, response: [], handling: [] }))
    const at = Number(step)
    while (sum[what].length <= at) sum[what].push(0)
    sum[what][at] = (sum[what][at] ?? 0) + amount
  }
}

function ensure<T>(sums: Map<string, T>, key: Sum['key'], begin: () => T): T {
  const name = Object.values(key).join(' ')
  let sum = sums.get(name)
  if (!sum) {
    sum = begin()
    sums.set(name, sum)
  }
  return sum
}

/** Those in which something is left after adding up. */
function changed(sums: Map<string, Sum>): Sum[] {
  return [...sums.values()].filter(({ counts }) => Object.values(counts).some((amount) => amount !== 0))
}

/** The area and those above it, each with whether it is of a level that has desks: only of these a day is worth keeping. */
function withAreasAbove(areas: AreaTree, areaId: string): { id: string; hasDesk: boolean }[] {
  const area = areas.get(areaId)
  if (!area) return []
  const withDesk = new Set(areas.levels.filter((level) => level.hasDesk).map((level) => level.code))
  return [...areas.ancestorsOf(areaId), area].map(({ id, level }) => ({ id, hasDesk: withDesk.has(level) }))
}
