import type { Vacancy } from '@linli/contract'
import type { Reader } from '../../platform/db.ts'
import type { AreaTree, TreeArea } from '../areas/index.ts'
import type { OrganisationRow } from './organisations.ts'
import type { PeopleTools } from './people.tools.ts'

const most = 1000

export interface Vacancies {
  counts: Record<Vacancy['kind'], number>
  items: Vacancy[]
}

/**
 * Areas with a desk but no clerk, grids without a grid worker and, unless it is asked about one area, organisations without
 * a handler. Only areas that `isAsked` says yes to. Somebody whose account is disabled is in post nowhere.
 */
export async function findVacancies(
  tools: PeopleTools,
  asked: { isAsked: (area: TreeArea) => boolean; withOrganisations: boolean; kind?: Vacancy['kind'] | undefined },
): Promise<Vacancies> {
  const tree = tools.areas.get()
  const held = await findHeldPlaces(tools.db.read, tools.clock.now())
  const levels = new Map(tree.levels.map((level) => [level.code, level]))
  const grid = gridLevelOf(tree)
  const items: Vacancy[] = []
  const counts = { desk: 0, grid: 0, organisation: 0 }
  const add = (vacancy: Vacancy) => {
    counts[vacancy.kind] += 1
    if (asked.kind === undefined || asked.kind === vacancy.kind) items.push(vacancy)
  }
  for (const area of tree.all()) {
    const kind = levels.get(area.level)?.hasDesk ? 'desk' : area.level === grid ? 'grid' : null
    if (kind === null || !asked.isAsked(area)) continue
    const { inPost, since } = held.get(`${kind === 'desk' ? 'desk_clerk' : 'grid_worker'} ${area.id}`) ?? never
    if (!inPost) add(ofArea(tree, area, kind, since))
  }
  for (const organisation of asked.withOrganisations ? tools.organisations.get().all() : []) {
    const { inPost, since } = held.get(`handler ${organisation.id}`) ?? never
    if (organisation.endedAt === null && !inPost) add(ofOrganisation(organisation, since))
  }
  return { counts, items: items.slice(0, most) }
}

/** Grids are the first level below the desks; what lies deeper, as buildings do, needs nobody of its own. */
function gridLevelOf(tree: AreaTree): string | null {
  const last = tree.levels.findLastIndex((level) => level.hasDesk)
  return tree.levels[last + 1]?.code ?? null
}

const never = { inPost: false, since: null }

/** For each role and place: whether somebody is in post now, and otherwise since when nobody is. */
async function findHeldPlaces(db: Reader, now: Date): Promise<Map<string, { inPost: boolean; since: Date | null }>> {
  const rows = await db
    .selectFrom('posts as p')
    .innerJoin('accounts as a', 'a.id', 'p.account_id')
    .select(['p.role', 'p.area_id', 'p.organisation_id', 'p.valid_to', 'a.disabled_at'])
    .where('p.role', 'in', ['desk_clerk', 'grid_worker', 'handler'])
    .where('p.valid_from', '<=', now)
    .execute()
  const places = new Map<string, { inPost: boolean; since: Date | null }>()
  for (const row of rows) {
    const name = `${row.role} ${row.area_id ?? row.organisation_id}`
    const before = places.get(name) ?? never
    const end = earlier(row.valid_to, row.disabled_at)
    if (before.inPost || end === null || end > now) places.set(name, { inPost: true, since: null })
    else places.set(name, { inPost: false, since: before.since !== null && before.since > end ? before.since : end })
  }
  return places
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}

function ofArea(tree: AreaTree, area: TreeArea, kind: 'desk' | 'grid', since: Date | null): Vacancy {
  return {
    kind,
    placeId: area.id,
    code: area.code,
    nameZh: area.name,
    nameEn: area.name,
    level: area.level,
    above: tree.ancestorsOf(area.id).map((each) => each.name),
    since: since?.toISOString() ?? null,
  }
}

function ofOrganisation(organisation: OrganisationRow, since: Date | null): Vacancy {
  const { id, code, nameZh, nameEn } = organisation
  return { kind: 'organisation', placeId: id, code, nameZh, nameEn, level: null, above: [], since: since?.toISOString() ?? null }
}
