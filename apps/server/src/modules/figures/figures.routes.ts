import { type FigureRow, type FigureTable, permissionsOfRole, routes } from '@linli/contract'
import type { Db } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import type { AreaTree, TreeArea } from '../areas/index.ts'
import type { Books } from '../matters/index.ts'
import { figureValues } from './figure-values.ts'
import { type Asked, type Counted, countGroups, isAnswerable, nothing, tableFor } from './figures.queries.ts'
import { standingsOf } from './standings.ts'
import { isPossible, type Period, periodBefore } from './period.ts'

/** Figures of an area one answers for or watches over. They are kept, so that a year costs what a day does. */
export function figureRoutes(serve: Serve<Actor>, { db, books }: { db: Db; books: Books }): void {
  serve(routes.getFigures, async ({ query, caller }): Promise<FigureTable> => {
    const tree = books.areas.get()
    const area = areaOf(caller, tree, query.areaId)
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
  })

  serve(routes.getFigureStandings, async ({ query, caller }) => {
    const tree = books.areas.get()
    const area = areaOf(caller, tree, query.areaId)
    const period: Period = { from: query.from, to: query.to }
    if (!isPossible(period)) throw new LinliError('period_not_possible')
    const parent = area.parentId === null ? undefined : tree.get(area.parentId)
    if (!parent) return { parent: null, siblings: 0, standings: [] }
    const siblings = tree.childrenOf(parent.id)
    const asked: Asked = { areaIds: siblings.map(({ id }) => id), period, by: 'area', categoryCode: undefined, kind: undefined }
    const groups = await countOf({ db, books }, asked, siblings)
    const rows = siblings.map(({ id }): FigureRow => ({
      key: id,
      name: null,
      figures: figureValues(groups.get(id) ?? nothing),
      before: null,
    }))
    return {
      parent: { id: parent.id, name: parent.name, level: parent.level },
      siblings: siblings.length,
      standings: standingsOf(area.id, rows),
    }
  })
}

/** What is counted of these areas. Throws `whole_months_needed` where it is not kept so finely. */
async function countOf({ db, books }: { db: Db; books: Books }, what: Asked, areas: readonly TreeArea[]): Promise<Map<string, Counted>> {
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
export function areaOf(caller: Actor, tree: AreaTree, areaId: string | undefined): TreeArea {
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
