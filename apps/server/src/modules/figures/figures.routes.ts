import { type FigureRow, routes } from '@linli/contract'
import type { Db } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import type { Books } from '../matters/index.ts'
import { figureValues } from './figure-values.ts'
import { type Asked, nothing } from './figures.queries.ts'
import { isPossible, type Period } from './period.ts'
import { countOf, figureAreaOf, readFigures } from './read-figures.ts'
import { standingsOf } from './standings.ts'

/** Figures of an area one answers for or watches over. They are kept, so that a year costs what a day does. */
export function figureRoutes(serve: Serve<Actor>, { db, books }: { db: Db; books: Books }): void {
  serve(routes.getFigures, ({ query, caller }) => readFigures({ db, books }, caller, query))

  serve(routes.getFigureStandings, async ({ query, caller }) => {
    const tree = books.areas.get()
    const area = figureAreaOf(caller, tree, query.areaId)
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
