import type { RoutingNames } from '@linli/contract'
import type { AreaTree, TreeArea } from '../areas/index.ts'
import type { CategoryBook } from '../categories/index.ts'
import type { OrganisationBook } from '../people/index.ts'

/** What rules refer to. */
export interface RoutingWorld {
  areas: AreaTree
  organisations: OrganisationBook
  categories: CategoryBook
  /** The areas that followed one that was split or merged. */
  successorsOf(areaId: string): readonly string[]
}

/** The area if it is in use, else whatever followed it, also over several reorganisations. Empty when nothing did or it is unknown. */
export function areasStandingFor(world: RoutingWorld, areaId: string): TreeArea[] {
  const found = new Map<string, TreeArea>()
  const seen = new Set<string>()
  const open = [areaId]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    const area = world.areas.get(next)
    if (area && area.validTo === null) found.set(area.id, area)
    else open.push(...world.successorsOf(next))
  }
  return [...found.values()]
}

/** The code itself and the class above it: what a rule may name to catch this category. */
export function codesAbove(categories: CategoryBook, code: string): string[] {
  const codes = [code]
  for (let at = categories.get(code)?.parentCode ?? null; at !== null && !codes.includes(at); at = categories.get(at)?.parentCode ?? null)
    codes.push(at)
  return codes
}

/** Names for the sentences; ended ones keep theirs. */
export function namesOf(world: Omit<RoutingWorld, 'successorsOf'>): RoutingNames {
  return {
    category(code) {
      const category = world.categories.get(code)
      return category && { zh: `${code} ${category.nameZh}`, en: `${code} ${category.nameEn}` }
    },
    area: (id) => world.areas.get(id)?.name,
    organisation(id) {
      const organisation = world.organisations.get(id)
      return organisation && { zh: organisation.nameZh, en: organisation.nameEn }
    },
    level(code) {
      const level = world.areas.levels.find((each) => each.code === code)
      return level && { zh: level.nameZh, en: level.nameEn }
    },
  }
}
