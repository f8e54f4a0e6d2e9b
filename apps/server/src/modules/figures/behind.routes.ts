import { type FigureGrouping, figureDefinitions, type FigureId, routes } from '@linli/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import type { TreeArea } from '../areas/index.ts'
import { type Books, findRows, namesOf, presentRow, sightOf } from '../matters/index.ts'
import { type Behind, behindOf } from './behind.ts'
import { countBehind, findBehind, type Narrowed } from './behind.queries.ts'
import { figureValues, isCountedOfOrganisations } from './figure-values.ts'
import { countGroups, nothing, tableFor } from './figures.queries.ts'
import { figureAreaOf, hasDesk } from './read-figures.ts'
import { isPossible } from './period.ts'

interface BehindTools {
  db: Db
  books: Books
  clock: Clock
}

/** The matters behind a figure, for whoever reads both the figures and the matters of an area. */
export function behindRoutes(serve: Serve<Actor>, tools: BehindTools): void {
  const { db, books, clock } = tools
  serve(routes.listMattersOfFigure, async ({ params: { figureId }, query, caller }) => {
    const area = figureAreaOf(caller, books.areas.get(), query.areaId)
    // A figure tells less than its matters do: who may read it need not see them.
    if (!sightOf(caller).areaPaths.some((path) => area.path.startsWith(path))) throw new LinliError('not_found')
    const { from, to, areaId: _areaId, part = 'counted', limit = 50, after, ...asked } = query
    if (!isPossible({ from, to })) throw new LinliError('period_not_possible')
    const behind = behindOf(figureId, part)
    const ofOrganisation = asked.organisationId !== undefined
    if (!behind || (ofOrganisation && !isCountedOfOrganisations(figureDefinitions[figureId])))
      throw new LinliError('figure_has_no_such_part')
    const narrowed: Narrowed = {
      areaPath: area.path,
      period: { from, to },
      categoryCode: asked.categoryCode,
      // Of an organisation all kinds are counted together.
      kind: ofOrganisation ? undefined : asked.kind,
      source: asked.source,
      severity: asked.severity,
      organisationId: asked.organisationId,
    }
    const [{ found, next }, numbers] = await Promise.all([
      findBehind(db, behind, narrowed, { limit, after }),
      after === undefined ? numbersOf(tools, { figureId, area, narrowed, counted: behindOf(figureId, 'counted') ?? behind }) : null,
    ])
    const rows = await findRows(
      db.read,
      found.map(({ matter_id }) => matter_id),
    )
    const names = namesOf(books)
    return {
      area: { id: area.id, name: area.name, level: area.level },
      items: found.flatMap(({ matter_id, counted_id, at, minutes, organisation_id }) => {
        const row = rows.get(matter_id)
        const organisation = organisation_id === null ? undefined : names.organisations.get(organisation_id)
        if (!row) return []
        return {
          ...presentRow(row, caller, names, clock.now()),
          countedId: counted_id,
          countedAt: at.toISOString(),
          minutes,
          organisationName: organisation ? { zh: organisation.nameZh, en: organisation.nameEn } : null,
        }
      }),
      next,
      numbers,
    }
  })
}

interface Asked {
  figureId: FigureId
  area: TreeArea
  narrowed: Narrowed
  counted: Behind
}

/** How many of each part: from what is kept, and where it is not kept so finely by counting. */
async function numbersOf(tools: BehindTools, asked: Asked): Promise<{ counted: number; others: number | null }> {
  const kept = await keptNumbers(tools, asked)
  if (kept) return kept
  const others = behindOf(asked.figureId, 'others')
  const [counted, rest] = await Promise.all([
    countBehind(tools.db, asked.counted, asked.narrowed),
    others && countBehind(tools.db, others, asked.narrowed),
  ])
  return { counted, others: rest }
}

async function keptNumbers({ db, books }: BehindTools, { figureId, area, narrowed }: Asked) {
  const { source, severity, organisationId, period, categoryCode, kind } = narrowed
  const finer = Object.entries({ source, severity, organisation: organisationId }).filter((pair) => pair[1] !== undefined)
  const [by, key] = finer[0] ?? ['none', '']
  if (finer.length > 1 || categoryCode === '') return null
  const asked = { areaIds: [area.id], period, by: by as FigureGrouping, categoryCode, kind }
  const table = tableFor(asked, hasDesk(books.areas.get(), area))
  if (table === null) return null
  const groups = await countGroups(db, books.areas, table, asked)
  const value = figureValues(groups.get(key ?? '') ?? nothing, by === 'organisation')[figureId]
  return value ? { counted: value.n, others: value.of === null ? null : value.of - value.n } : null
}
