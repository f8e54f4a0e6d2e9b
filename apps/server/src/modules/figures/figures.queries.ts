import { areaMeasures, type FigureGrouping, organisationMeasures } from '@linli/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Cached } from '../../platform/cached.ts'
import type { Db, Transaction } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'
import type { AreaTree } from '../areas/index.ts'
import { findRebuild, findUnfolded, treeWith } from './fold.ts'
import { isWholeMonths, type Period } from './period.ts'
import { type Sum, type Sums, sumTallies, type TimeSum, uppermostOf } from './sum-tallies.ts'

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
  times: Pick<TimeSum, 'response' | 'handling'> | null
}

export const nothing: Counted = { counts: {}, times: null }

/** Of which table the figures are read; null when what is asked is not kept. Days are kept more coarsely than months. */
export function tableFor({ by, period, categoryCode }: Pick<Asked, 'by' | 'period' | 'categoryCode'>, haveDesks: boolean): Table | null {
  const isFine = by === 'source' || by === 'severity' || by === 'organisation' || isBelow(categoryCode)
  if (by === 'organisation') return isWholeMonths(period) ? 'figure_organisations' : null
  if (by !== 'day' && isWholeMonths(period)) return 'figure_months'
  return isFine || !haveDesks ? null : 'figure_days'
}
type Table = 'figure_months' | 'figure_days' | 'figure_organisations'

/** The counts of every group, as of one moment: what is folded and what is not yet. Throws `figures_being_counted` while all is counted anew. */
export async function countGroups(db: Db, areas: Cached<AreaTree>, table: Table, asked: Asked): Promise<Map<string, Counted>> {
  const groups = new Map<string, Counted>()
  const withTimes = table === 'figure_months' && !isBelow(asked.categoryCode) && asked.by !== 'source' && asked.by !== 'severity'
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
      const kept = [...(await findSums(tx, table, asked)), ...unfoldedSums(unfolded, table, asked)]
      for (const { key, counts } of kept) addCounts(groupOf(keyOf(key, asked.by, table)).counts, counts)
      if (!withTimes) return
      for (const time of [
        ...(await findTimes(tx, asked)),
        ...unfolded.times.filter(({ key }) => belongs(key, 'figure_months', asked, true)),
      ]) {
        const { times } = groupOf(keyOf(time.key, asked.by, table))
        if (!times) continue
        addSteps(times.response, time.response)
        addSteps(times.handling, time.handling)
      }
    })
  return groups
}

function isBelow(categoryCode: string | undefined): boolean {
  return categoryCode !== undefined && uppermostOf(categoryCode) !== categoryCode
}

const measuresOf = { figure_months: areaMeasures, figure_days: areaMeasures, figure_organisations: organisationMeasures }
const timeOf = { figure_months: 'month', figure_days: 'day', figure_organisations: 'month' } as const

async function findSums(tx: Transaction, table: Table, asked: Asked): Promise<Sum[]> {
  const measures = measuresOf[table]
  const grouping = groupColumn(asked.by, table)
  const sums = measures.map((name) => sql`sum(${sql.ref(name)})::integer as ${sql.ref(name)}`)
  const { rows } = await sql<Record<string, string | number>>`
    select ${grouping} as key, ${sql.join(sums)} from ${sql.table(table)} where ${whereOf(asked, table)} group by 1`.execute(tx)
  return rows.map(({ key, ...counts }) => ({ key: { group: String(key) }, counts: counts as Record<string, number> }))
}

async function findTimes(tx: Transaction, asked: Asked): Promise<TimeSum[]> {
  const { rows } = await sql<{ key: string; response: number[]; handling: number[] }>`
    select ${groupColumn(asked.by, 'figure_months')} as key, response, handling from figure_times where ${whereOf(asked, 'figure_months')}`.execute(
    tx,
  )
  return rows.map(({ key, response, handling }) => ({ key: { group: key }, response, handling }))
}

function groupColumn(by: FigureGrouping, table: Table): RawBuilder<unknown> {
  switch (by) {
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
      return sql`split_part(category_code, '-', 1)`
    default:
      return sql.ref(by)
  }
}

function whereOf(asked: Asked, table: Table): RawBuilder<unknown> {
  const time = sql.ref(timeOf[table])
  return sql.join(
    [
      sql`area_id = any(${asked.areaIds}::uuid[])`,
      sql`${time} between ${asked.period.from}::date and ${asked.period.to}::date`,
      ...(asked.categoryCode === undefined
        ? []
        : [sql`(category_code = ${asked.categoryCode} or starts_with(category_code, ${`${asked.categoryCode}-`}))`]),
      ...(asked.kind === undefined || table === 'figure_organisations' ? [] : [sql`kind = ${asked.kind}`]),
    ],
    sql` and `,
  )
}

/** The same choice among sums that are not in the tables yet. */
function unfoldedSums(unfolded: Sums, table: Table, asked: Asked): Sum[] {
  const sums = { figure_months: unfolded.months, figure_days: unfolded.days, figure_organisations: unfolded.organisations }[table]
  return sums.filter(({ key }) => belongs(key, table, asked, false))
}

function belongs(key: Sum['key'], table: Table, { areaIds, categoryCode, kind }: Asked, isUppermost: boolean): boolean {
  const code = key['category_code'] ?? ''
  const wanted = categoryCode !== undefined && isUppermost ? uppermostOf(categoryCode) : categoryCode
  return (
    areaIds.includes(key['area_id'] ?? '') &&
    (wanted === undefined || code === wanted || code.startsWith(`${wanted}-`)) &&
    (kind === undefined || table === 'figure_organisations' || key['kind'] === kind)
  )
}

/** The group of a sum: what SQL has named already, or the same from the columns. */
function keyOf(key: Sum['key'], by: FigureGrouping, table: Table): string {
  const { group } = key
  if (group !== undefined) return group
  switch (by) {
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
      return uppermostOf(key['category_code'] ?? '')
    default:
      return key[by] ?? ''
  }
}

function addCounts(to: Record<string, number>, counts: Record<string, number>): void {
  for (const [measure, amount] of Object.entries(counts)) to[measure] = (to[measure] ?? 0) + amount
}

function addSteps(to: number[], steps: readonly number[]): void {
  for (const [step, amount] of steps.entries()) to[step] = (to[step] ?? 0) + amount
}
