import { areaMeasures, type FigureGrouping, organisationMeasures } from '@linli/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Cached } from '../../platform/cached.ts'
import type { Db, Transaction } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'
import type { AreaTree } from '../areas/index.ts'
import { findRebuild, findUnfolded, treeWith } from './fold.ts'
import { daysIn, isWholeMonths, monthsIn, type Period } from './period.ts'
import { allClasses, type Steps, type Sum, type Sums, sumTallies, uppermostOf } from './sum-tallies.ts'

/** What is asked of the kept figures. */
export interface Asked {
  /** The area, or the areas that are told apart. */
  areaIds: readonly string[]
  period: Period
  by: FigureGrouping
  categoryCode: string | undefined
  kind: string | undefined
}

/** How many of each measure, and how many in each step of time; by the key of a group. */
export interface Counted {
  counts: Record<string, number>
  /** Null where times are not kept so finely. */
  times: Steps | null
}

export const nothing: Counted = { counts: {}, times: null }

/**
 * Of which table the figures are read; null when what is asked is not kept. Days are kept more coarsely than months, and of months what
 * most ask for is kept once more in few rows: a city's year by source is tens of thousands of rows, all of it together is twelve.
 */
export function tableFor({ by, period, categoryCode }: Pick<Asked, 'by' | 'period' | 'categoryCode'>, haveDesks: boolean): Table | null {
  const isFine = by === 'source' || by === 'severity' || isBelow(categoryCode) || isBranch({ by, categoryCode })
  if (by === 'organisation') return isWholeMonths(period) ? 'figure_organisations' : null
  if (by !== 'day' && isWholeMonths(period)) return isFine ? 'figure_months' : 'figure_classes'
  return isFine || !haveDesks ? null : 'figure_days'
}
export type Table = 'figure_months' | 'figure_days' | 'figure_organisations' | 'figure_classes'

/**
 * The most areas times months (days, of the table of days) that one question may read: no more than some tens of thousands of rows, so
 * that nobody's question holds up the others. A year of a thousand areas fits; ten years of them do not.
 */
const mostSpans: Record<Table, number> = { figure_classes: 40_000, figure_months: 2000, figure_organisations: 2000, figure_days: 4000 }
/** A chart shows no more, and each is a row of the answer with every figure. */
const mostDaysApart = 400

/** Whether the question is small enough to be answered. */
export function isAnswerable(table: Table, { areaIds, period, by }: Pick<Asked, 'areaIds' | 'period' | 'by'>): boolean {
  const spans = table === 'figure_days' ? daysIn(period) : monthsIn(period)
  return areaIds.length * spans <= mostSpans[table] && (by !== 'day' || spans <= mostDaysApart)
}

/** The counts of every group, as of one moment: what is folded and what is not yet. Throws `figures_being_counted` while all is counted anew. */
export async function countGroups(db: Db, areas: Cached<AreaTree>, table: Table, asked: Asked): Promise<Map<string, Counted>> {
  const groups = new Map<string, Counted>()
  const withTimes = table === 'figure_classes'
  const groupOf = (key: string) => {
    const known = groups.get(key)
    if (known) return known
    const group: Counted = { counts: {}, times: withTimes ? { response: [], handling: [] } : null }
    groups.set(key, group)
    return group
  }
  await db.read
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const rebuild = await findRebuild(tx)
      if (rebuild) throw new LinliError('figures_being_counted', { facts: { counted: rebuild.counted } })
      const changes = await findUnfolded(tx, asked.period)
      const unfolded = sumTallies(changes, await treeWith(areas, changes))
      const added = unfoldedSums(unfolded, table, asked)
      for (const { key, counts } of [...(await findSums(tx, table, asked)), ...added])
        addCounts(groupOf(keyOf(key, asked, table)).counts, counts)
      for (const time of withTimes ? [...(await findTimes(tx, asked)), ...added] : []) {
        const { times } = groupOf(keyOf(time.key, asked, table))
        addSteps(times?.response, time.response)
        addSteps(times?.handling, time.handling)
      }
    })
  return groups
}

function isBelow(categoryCode: string | undefined): boolean {
  return categoryCode !== undefined && uppermostOf(categoryCode) !== categoryCode
}

/** Whether a category is told apart by what is directly below it. */
function isBranch({ by, categoryCode }: Pick<Asked, 'by' | 'categoryCode'>): boolean {
  return by === 'category' && categoryCode !== undefined
}

/** How many parts the codes of the categories have that are told apart. */
function depthOf({ categoryCode }: Pick<Asked, 'categoryCode'>): number {
  return categoryCode === undefined ? 1 : categoryCode.split('-').length + 1
}

const measuresOf = {
  figure_months: areaMeasures,
  figure_days: areaMeasures,
  figure_organisations: organisationMeasures,
  figure_classes: areaMeasures,
}

async function findSums(tx: Transaction, table: Table, asked: Asked): Promise<Sum[]> {
  const measures = measuresOf[table]
  const grouping = groupColumn(asked, table)
  const sums = measures.map((name) => sql`sum(${sql.ref(name)})::integer as ${sql.ref(name)}`)
  const { rows } = await sql<Record<string, string | number>>`
    select ${grouping} as key, ${sql.join(sums)} from ${sql.table(table)} where ${whereOf(asked, table)} group by 1`.execute(tx)
  return rows.map(({ key, ...counts }) => ({ key: { group: String(key) }, counts: counts as Record<string, number> }))
}

/** Steps travel as JSON, which is read much faster than the text of arrays. */
async function findTimes(tx: Transaction, asked: Asked): Promise<(Steps & Pick<Sum, 'key'>)[]> {
  const { rows } = await sql<Steps & { key: string }>`
    select ${groupColumn(asked, 'figure_classes')} as key, to_json(response) as response, to_json(handling) as handling
    from figure_classes where ${whereOf(asked, 'figure_classes')} and (response <> '{}' or handling <> '{}')`.execute(tx)
  return rows.map(({ key, response, handling }) => ({ key: { group: key }, response, handling }))
}

function groupColumn(asked: Asked, table: Table): RawBuilder<unknown> {
  switch (asked.by) {
    case 'none':
      return sql`''`
    case 'day':
      return sql`day::text`
    case 'month':
      return sql`${table === 'figure_days' ? sql`date_trunc('month', day)::date` : sql`month`}::text`
    case 'area':
      return sql`area_id::text`
    case 'organisation':
      return sql`organisation_id::text`
    case 'category':
      return sql`array_to_string((string_to_array(category_code, '-'))[1:${sql.lit(depthOf(asked))}], '-')`
    default:
      return sql.ref(asked.by)
  }
}

function whereOf(asked: Asked, table: Table): RawBuilder<unknown> {
  const time = sql.ref(table === 'figure_days' ? 'day' : 'month')
  return sql.join(
    [
      sql`area_id = any(${asked.areaIds}::uuid[])`,
      sql`${time} between ${asked.period.from}::date and ${asked.period.to}::date`,
      ...categoriesOf(asked, table),
      ...(asked.kind === undefined || table === 'figure_organisations' ? [] : [sql`kind = ${asked.kind}`]),
    ],
    sql` and `,
  )
}

function categoriesOf({ by, categoryCode }: Asked, table: Table): RawBuilder<unknown>[] {
  if (table === 'figure_classes' && by !== 'category') return [sql`category_code = ${categoryCode ?? allClasses}`]
  if (categoryCode === undefined) return table === 'figure_classes' ? [sql`category_code <> ${allClasses}`] : []
  return [sql`(category_code = ${categoryCode} or starts_with(category_code, ${`${categoryCode}-`}))`]
}

/** The same choice among sums that are not in the tables yet. */
function unfoldedSums(unfolded: Sums, table: Table, asked: Asked): (Sum & Partial<Steps>)[] {
  const sums: Record<Table, (Sum & Partial<Steps>)[]> = {
    figure_months: unfolded.months,
    figure_days: unfolded.days,
    figure_organisations: unfolded.organisations,
    figure_classes: unfolded.classes,
  }
  return sums[table].filter(({ key }) => belongs(key, table, asked))
}

function belongs(key: Sum['key'], table: Table, { areaIds, by, categoryCode, kind }: Asked): boolean {
  const code = key['category_code'] ?? ''
  const isAll = table === 'figure_classes' && categoryCode === undefined && by !== 'category'
  return (
    areaIds.includes(key['area_id'] ?? '') &&
    isAll === (code === allClasses) &&
    (categoryCode === undefined || code === categoryCode || code.startsWith(`${categoryCode}-`)) &&
    (kind === undefined || table === 'figure_organisations' || key['kind'] === kind)
  )
}

/** The group of a sum: what SQL has named already, or the same from the columns. */
function keyOf(key: Sum['key'], asked: Asked, table: Table): string {
  const { group } = key
  if (group !== undefined) return group
  switch (asked.by) {
    case 'none':
      return ''
    case 'day':
      return key['day'] ?? ''
    case 'month':
      return table === 'figure_days' ? `${key['day']?.slice(0, 7)}-01` : (key['month'] ?? '')
    case 'area':
      return key['area_id'] ?? ''
    case 'organisation':
      return key['organisation_id'] ?? ''
    case 'category':
      return (key['category_code'] ?? '').split('-').slice(0, depthOf(asked)).join('-')
    default:
      return key[asked.by] ?? ''
  }
}

function addCounts(to: Record<string, number>, counts: Record<string, number>): void {
  for (const [measure, amount] of Object.entries(counts)) to[measure] = (to[measure] ?? 0) + amount
}

function addSteps(to: number[] | undefined, steps: readonly number[] = []): void {
  if (!to) return
  for (const [step, amount] of steps.entries()) to[step] = (to[step] ?? 0) + amount
}
