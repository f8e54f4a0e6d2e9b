import type { AreaTree } from '../areas/index.ts'
import type { Tally } from '../matters/index.ts'
import { areaMeasures, organisationMeasures } from '@linli/contract'

/** Rows to be added to the tables of the figures, each once. */
export interface Sums {
  months: Sum[]
  days: Sum[]
  organisations: Sum[]
  /** By month and uppermost category, and all of these together. */
  classes: ClassSum[]
}

/** The columns that say what is counted, and how many more of each measure. */
export interface Sum {
  key: Record<string, string>
  counts: Record<string, number>
}

export interface ClassSum extends Sum, Steps {}

/** How many more in each step of time. */
export interface Steps {
  response: number[]
  handling: number[]
}

/** Stands for all categories together. No code can be it. */
export const allClasses = '*'

/**
 * Adds tallies up: each counts in its area and in every area above, by month; by day where its level has desks; and
 * for the organisation whose work it was. Pure, so that folding and recounting cannot differ.
 */
export function sumTallies(tallies: Iterable<Tally>, areas: AreaTree): Sums {
  const summing = new Summing()
  summing.add(tallies, areas)
  return summing.sums()
}

/** The same for tallies that come one page after another, so that not all of them are at hand at once. */
export class Summing {
  readonly #places = new Map<string, Place[]>()
  readonly #sums = new Map<string, AreaSums>()

  /** The tree must know the areas of these tallies. */
  add(tallies: Iterable<Tally>, areas: AreaTree): void {
    for (const tally of tallies) {
      const { day, kind, source, severity, organisationId, counts } = tally
      const month = `${day.slice(0, 7)}-01`
      const category_code = tally.categoryCode ?? ''
      const uppermost = uppermostOf(category_code)
      // The names are made once for all the areas above: they cost more than the adding.
      const byMonth = `${month} ${category_code} ${source} ${severity} ${kind}`
      const byDay = `${day} ${uppermost} ${kind}`
      const byClass = [uppermost, allClasses].map((code) => ({ code, name: `${code} ${month} ${kind}` }))
      for (const { id: area_id, hasDesk, sums } of this.#placesOf(tally.areaId, areas)) {
        if (organisationId !== null) {
          const key = () => ({ organisation_id: organisationId, area_id, month, category_code })
          addCounts(ensure(sums.organisations, `${organisationId} ${month} ${category_code}`, key), counts, organisationMeasures)
          continue
        }
        addCounts(
          ensure(sums.months, byMonth, () => ({ area_id, month, category_code, source, severity, kind })),
          counts,
          areaMeasures,
        )
        if (hasDesk)
          addCounts(
            ensure(sums.days, byDay, () => ({ area_id, day, category_code: uppermost, kind })),
            counts,
            areaMeasures,
          )
        for (const { code, name } of byClass) {
          const sum = ensure(sums.classes, name, () => ({ area_id, category_code: code, month, kind }))
          addSteps(addCounts(sum, counts, areaMeasures), counts)
        }
      }
    }
  }

  /** What came of it, without what cancels out. */
  sums(): Sums {
    const all = [...this.#sums.values()]
    const of = (part: keyof AreaSums) => all.flatMap((sums) => changed(sums[part]))
    return { months: of('months'), days: of('days'), organisations: of('organisations'), classes: of('classes').map(withSteps) }
  }

  /** The area and those above it, each with whether it is of a level that has desks: only of these a day is worth keeping. */
  #placesOf(areaId: string, areas: AreaTree): Place[] {
    const known = this.#places.get(areaId)
    if (known) return known
    const area = areas.get(areaId)
    if (!area) return []
    const withDesk = new Set(areas.levels.filter((level) => level.hasDesk).map((level) => level.code))
    const places = [...areas.ancestorsOf(areaId), area].map(({ id, level }): Place => {
      const sums = this.#sums.get(id) ?? { months: new Map(), days: new Map(), organisations: new Map(), classes: new Map() }
      this.#sums.set(id, sums)
      return { id, hasDesk: withDesk.has(level), sums }
    })
    this.#places.set(areaId, places)
    return places
  }
}

interface Place {
  id: string
  hasDesk: boolean
  sums: AreaSums
}

type Adding = Sum & Partial<Steps>
type AreaSums = Record<keyof Sums, Map<string, Adding>>

/** `E01-02` belongs to `E01`. */
export function uppermostOf(code: string): string {
  return code.split('-')[0] ?? code
}

function ensure(sums: Map<string, Adding>, name: string, key: () => Sum['key']): Adding {
  let sum = sums.get(name)
  if (!sum) {
    sum = { key: key(), counts: {} }
    sums.set(name, sum)
  }
  return sum
}

function addCounts(sum: Adding, counts: Tally['counts'], measures: readonly string[]): Adding {
  for (const measure in counts) if (measures.includes(measure)) sum.counts[measure] = (sum.counts[measure] ?? 0) + (counts[measure] ?? 0)
  return sum
}

function addSteps(sum: Adding, counts: Tally['counts']): void {
  for (const measure in counts) {
    const [what, step] = measure.split(':')
    if (step === undefined || (what !== 'response' && what !== 'handling')) continue
    const steps = (sum[what] ??= [])
    const at = Number(step)
    while (steps.length <= at) steps.push(0)
    steps[at] = (steps[at] ?? 0) + (counts[measure] ?? 0)
  }
}

function withSteps({ response = [], handling = [], ...sum }: Adding): ClassSum {
  return { ...sum, response, handling }
}

/** Those in which something is left after adding up. */
function changed(sums: Map<string, Adding>): Adding[] {
  const isSome = (amounts: readonly number[] = []) => amounts.some((amount) => amount !== 0)
  return [...sums.values()].filter(
    ({ counts, response, handling }) => isSome(Object.values(counts)) || isSome(response) || isSome(handling),
  )
}
