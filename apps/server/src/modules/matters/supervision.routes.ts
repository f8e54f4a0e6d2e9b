import { type CardCounts, type CardLevel, type NextStep, permissionsOfRole, routes, type SupervisedCard } from '@linli/contract'
import type { Serve } from '../../platform/http.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import type { AreaTree } from '../areas/index.ts'
import { rungOf } from './actions/limits.ts'
import { raised } from './actions/supervise.ts'
import { deskAbove } from './decision-context.ts'
import { dueStep } from './due-step.ts'
import { sightOf } from './matter.policy.ts'
import { areaName, type Names, presentCard, presentRow } from './matter.presenter.ts'
import { findRows, type ListedMatter } from './lists/find-matters.ts'
import { type MatterTools, namesOf } from './matter.tools.ts'
import { type CardRow, countCards, findNextSteps, findSupervisedCards, type Supervised } from './supervision.queries.ts'

/** What supervisors and desks watch over: cards by area and age, and what presses harder by itself next. */
export function supervisionRoutes(serve: Serve<Actor>, tools: MatterTools): void {
  const { read } = tools.db
  const tree = () => tools.books.areas.get()

  serve(routes.listCards, async ({ query, caller }) => {
    const now = tools.clock.now()
    const names = namesOf(tools.books)
    const scope = scopeOf(caller, tree(), query.areaId)
    const asked = { level: query.level, after: query.after, limit: query.limit ?? 50, state: query.state ?? 'open' }
    const { rows, next } = await findSupervisedCards(read, scope, asked, now)
    const matters = await findRows(
      read,
      rows.map((row) => row.matter_id),
    )
    return { items: rows.flatMap((row) => presentSupervised(row, matters.get(row.matter_id), caller, names, now)), next }
  })

  serve(routes.summariseCards, async ({ query, caller }) => {
    const scope = scopeOf(caller, tree(), query.areaId)
    const counted = await countCards(read, scope, tools.clock.now())
    const [only, ...others] = scope.areaPaths.flatMap((path) => areaAt(tree(), path))
    const base = others.length === 0 ? only : undefined
    const listed = base ? tree().childrenOf(base.id) : [only, ...others].filter((area) => area !== undefined)
    const areas = listed.flatMap((area) => {
      const within = counted.filter((row) => row.area_path.startsWith(area.path))
      return within.length > 0 ? [{ area: areaName({ areas: tree() }, area.id), counts: sum(within) }] : []
    })
    return {
      area: base ? areaName({ areas: tree() }, base.id) : null,
      total: sum(counted),
      areas: areas.toSorted((a, b) => (a.counts.oldestAt ?? '').localeCompare(b.counts.oldestAt ?? '')),
    }
  })

  serve(routes.listNextSteps, async ({ query, caller }) => {
    const now = tools.clock.now()
    const names = namesOf(tools.books)
    const scope = scopeOf(caller, tree(), query.areaId)
    const asked = { after: query.after, limit: query.limit ?? 50, kind: query.kind ?? 'pressing', matterId: query.matterId }
    const { rows, next } = await findNextSteps(read, scope, asked)
    const matters = await findRows(
      read,
      rows.map((row) => row.matter_id),
    )
    return { items: rows.flatMap((row) => presentStep(row, matters.get(row.matter_id), caller, names, now)), next }
  })
}

/** The areas somebody supervises, narrowed to one of them or below. Throws `not_found` for an area outside. */
function scopeOf(caller: Actor, tree: AreaTree, areaId: string | undefined): Supervised {
  const own = caller.posts.flatMap((post) =>
    post.areaPath !== null && permissionsOfRole[post.role].includes('supervision.read') ? [post.areaPath] : [],
  )
  const { deskAreaIds } = sightOf(caller)
  // What lies below another of them is in it already, and would be counted twice.
  const areaPaths = [...new Set(own)].filter((path) => !own.some((other) => other !== path && path.startsWith(other)))
  if (areaId === undefined) return { areaPaths, deskAreaIds }
  const area = tree.get(areaId)
  if (!area || !areaPaths.some((path) => area.path.startsWith(path))) throw new LinliError('not_found')
  return { areaPaths: [area.path], deskAreaIds }
}

function areaAt(tree: AreaTree, path: string) {
  return tree.all().filter((area) => area.path === path)
}

type Counted = Awaited<ReturnType<typeof countCards>>

function sum(rows: Counted): CardCounts {
  const of = (level: CardLevel) => rows.reduce((count, row) => count + (row.level === level ? row.count : 0), 0)
  const oldest = rows.reduce((first, row) => Math.min(first, row.oldest_at.getTime()), Infinity)
  return {
    ordinary: of('ordinary'),
    yellow: of('yellow'),
    red: of('red'),
    late: rows.reduce((count, row) => count + row.late, 0),
    oldestAt: rows.length === 0 ? null : new Date(oldest).toISOString(),
  }
}

function presentSupervised(row: CardRow, matter: ListedMatter | undefined, caller: Actor, names: Names, now: Date): SupervisedCard[] {
  if (!matter) return []
  return [{ ...presentCard(row, names), answeredBy: row.answered_by_name, matter: presentRow(matter, caller, names, now) }]
}

type StepRow = Awaited<ReturnType<typeof findNextSteps>>['rows'][number]

function presentStep(row: StepRow, matter: ListedMatter | undefined, caller: Actor, names: Names, now: Date): NextStep[] {
  if (!matter) return []
  // As it will be when its time has come, not as it is now.
  const step = dueStep(row.matter_kind, { kind: row.kind, step: row.step, dueAt: row.due_at }, row.next_at)
  const rung = step === 'limit_climbed' ? rungOf(names, row.desk_area_id, row.step) : null
  const above = deskAbove(names, row.desk_area_id)?.id ?? row.desk_area_id
  const areaId = rung ? rung.areaId : step === 'limit_passed' ? (row.card_area_id ?? above) : null
  return [
    {
      clockId: row.id,
      at: row.next_at.toISOString(),
      step,
      clock: row.kind,
      dueAt: row.due_at.toISOString(),
      level: rung && raised({ cardLevel: row.card_level as CardLevel | null }, rung.level),
      area: areaId === null ? null : areaName(names, areaId),
      matter: presentRow(matter, caller, names, now),
    },
  ]
}
