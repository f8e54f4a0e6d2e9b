import { type FigureQuestion, type FigureRow, type FigureTable, permissionsOfRole } from '@linli/contract'
import type { Db } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import type { AreaTree, TreeArea } from '../areas/index.ts'
import type { Books } from '../matters/index.ts'
import { figureValues } from './figure-values.ts'
import { type Asked, type Counted, countGroups, isAnswerable, nothing, tableFor } from './figures.queries.ts'
import { isPossible, type Period, periodBefore } from './period.ts'

/**
 * The figures of an area where the caller may read them; without an area, of that of their first post. Throws `not_found` for any
 * other area, `period_not_possible`, `whole_months_needed` for what is not kept by days, and `figures_too_many`.
 */
export async function readFigures({ db, books }: { db: Db; books: Books }, caller: Actor, query: FigureQuestion): Promise<FigureTable> {
  const tree = books.areas.get()
  const area = figureAreaOf(caller, tree, query.areaId)
  const by = query.by ?? 'none'
  const period: Period = { from: query.from, to: query.to }
  if (!isPossible(period)) throw new LinliError('period_not_possible')
  // What was closed in an area that has ended since stays counted there, and in the whole.
  const told = by === 'area' ? tree.everChildrenOf(area.id) : [area]
  const of = { categoryCode: query.categoryCode, kind: query.kind }
  const asked = (during: Period): Asked => ({ areaIds: told.map(({ id }) => id), period: during, by, ...of })
  const total = (during: Period): Asked => ({ areaIds: [area.id], period: during, by: 'none', ...of })
  const before = query.against === undefined ? null : periodBefore(period, query.against)
  const count = (what: Asked, areas: readonly TreeArea[]) => countOf({ db, books }, what, areas)
  const [totals, groups, totalsBefore, groupsBefore] = await Promise.all([
    count(total(period), [area]),
    by === 'none' ? null : count(asked(period), told),
    before && count(total(before), [area]),
    before && by !== 'none' && by !== 'day' && by !== 'month' ? count(asked(before), told) : null,
  ])
  const row = (key: string, counted: Counted | undefined, earlier: Counted | undefined, isBeside: boolean): FigureRow => ({
    key,
    name: nameOf(books, by, key),
    figures: figureValues(counted ?? nothing, by === 'organisation' && key !== ''),
    before: isBeside ? figureValues(earlier ?? nothing, by === 'organisation' && key !== '') : null,
  })
  const keys = [...(groups ?? [])].flatMap(([key, { counts }]) => (isSomething(counts) ? [key] : [])).toSorted()
  return {
    area: { id: area.id, name: area.name, level: area.level },
    ...period,
    before,
    total: { ...row('', totals.get(''), totalsBefore?.get(''), before !== null), name: null },
    rows: keys.map((key) => row(key, groups?.get(key), groupsBefore?.get(key), groupsBefore !== null)),
  }
}

/** What is counted of these areas. Throws `whole_months_needed` where it is not kept so finely, and `figures_too_many`. */
export async function countOf(
  { db, books }: { db: Db; books: Books },
  what: Asked,
  areas: readonly TreeArea[],
): Promise<Map<string, Counted>> {
  const tree = books.areas.get()
  const table = tableFor(
    what,
    areas.every((each) => hasDesk(tree, each)),
  )
  if (table === null) throw new LinliError('whole_months_needed')
  if (!isAnswerable(table, what)) throw new LinliError('figures_too_many')
  return countGroups(db, books.areas, table, what)
}

/** What was corrected elsewhere leaves noughts behind. */
function isSomething(counts: Counted['counts']): boolean {
  return Object.values(counts).some((amount) => amount !== 0)
}

/** The area asked for, where the caller may read figures; without one, that of their first post. Throws `not_found` elsewhere. */
export function figureAreaOf(caller: Actor, tree: AreaTree, areaId: string | undefined): TreeArea {
  const posts = caller.posts.filter((post) => permissionsOfRole[post.role].includes('figures.read'))
  const paths = posts.map((post) => post.areaPath ?? '')
  const own = posts.find((post) => post.areaId !== null)?.areaId ?? tree.all()[0]?.id
  const area = tree.get(areaId ?? own ?? '')
  if (!area || !paths.some((path) => area.path.startsWith(path))) throw new LinliError('not_found')
  return area
}

export function hasDesk(tree: AreaTree, area: TreeArea): boolean {
  return tree.levels.find((level) => level.code === area.level)?.hasDesk ?? false
}

function nameOf({ areas, organisations, categories }: Books, by: string, key: string): FigureRow['name'] {
  if (by === 'area') {
    const name = areas.get().get(key)?.name
    return name === undefined ? null : { zh: name, en: name }
  }
  if (by === 'organisation') {
    const organisation = organisations.get().get(key)
    return organisation ? { zh: organisation.nameZh, en: organisation.nameEn } : null
  }
  const category = by === 'category' && key !== '' ? categories.get().get(key) : undefined
  return category ? { zh: category.nameZh, en: category.nameEn } : null
}
