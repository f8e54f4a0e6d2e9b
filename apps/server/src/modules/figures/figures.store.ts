import { areaMeasures, organisationMeasures } from '@linli/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '../../platform/db.ts'
import type { Sum, Sums } from './sum-tallies.ts'

interface Shape {
  table: string
  /** What a row is found by, in the order of its key, with the types. */
  key: Record<string, string>
  measures: readonly string[]
  /** Columns that count by steps of time. */
  steps?: readonly string[]
}

const months: Shape = {
  table: 'figure_months',
  key: { area_id: 'uuid', month: 'date', category_code: 'text', source: 'text', severity: 'text', kind: 'text' },
  measures: areaMeasures,
}
const days: Shape = {
  table: 'figure_days',
  key: { area_id: 'uuid', day: 'date', category_code: 'text', kind: 'text' },
  measures: areaMeasures,
}
const organisations: Shape = {
  table: 'figure_organisations',
  key: { organisation_id: 'uuid', area_id: 'uuid', month: 'date', category_code: 'text' },
  measures: organisationMeasures,
}
const classes: Shape = {
  table: 'figure_classes',
  key: { area_id: 'uuid', category_code: 'text', month: 'date', kind: 'text' },
  measures: areaMeasures,
  steps: ['response', 'handling'],
}

/** Adds sums to the tables of the figures. Rows are written in the order of their keys, so that two writers wait instead of blocking each other. */
export async function addSums(tx: Transaction, sums: Sums): Promise<void> {
  await addTo(tx, months, sums.months)
  await addTo(tx, days, sums.days)
  await addTo(tx, organisations, sums.organisations)
  await addTo(
    tx,
    classes,
    sums.classes.map(({ response, handling, ...sum }) => ({ ...sum, steps: { response, handling } })),
  )
}

async function addTo(
  tx: Transaction,
  { table, key, measures, steps = [] }: Shape,
  sums: readonly (Sum & { steps?: Record<string, number[]> })[],
): Promise<void> {
  for (let from = 0; from < sums.length; from += rowsAtOnce)
    await addRows(tx, { table, key, measures, steps }, sums.slice(from, from + rowsAtOnce))
}

/** So that no statement is a hundred megabytes. */
const rowsAtOnce = 5000

async function addRows(
  tx: Transaction,
  { table, key, measures, steps = [] }: Shape,
  sums: readonly (Sum & { steps?: Record<string, number[]> })[],
): Promise<void> {
  const rows = JSON.stringify(sums.map((sum) => ({ ...sum.key, ...sum.counts, ...sum.steps })))
  const columns = [
    ...Object.entries(key).map(([name, type]) => ({ name, type, value: sql.ref(name) })),
    ...measures.map((name) => ({ name, type: 'integer', value: sql`coalesce(${sql.ref(name)}, 0)` })),
    ...steps.map((name) => ({ name, type: 'integer[]', value: sql.ref(name) })),
  ]
  const list = <T>(items: readonly T[], of: (item: T) => RawBuilder<unknown>) => sql.join(items.map(of))
  const keyColumns = list(Object.keys(key), (name) => sql`${sql.ref(name)}`)
  const sets = sql.join([
    ...measures.map((name) => sql`${sql.ref(name)} = ${sql.ref(`${table}.${name}`)} + ${sql.ref(`excluded.${name}`)}`),
    ...steps.map((name) => sql`${sql.ref(name)} = ${addedSteps(table, name)}`),
  ])
  await sql`insert into ${sql.table(table)} (${list(columns, ({ name }) => sql`${sql.ref(name)}`)})
    select ${list(columns, ({ value }) => sql`${value}`)}
    from jsonb_to_recordset(${rows}::jsonb) as t (${list(columns, ({ name, type }) => sql`${sql.ref(name)} ${sql.raw(type)}`)})
    order by ${keyColumns}
    on conflict (${keyColumns}) do update set ${sets}`.execute(tx)
}

/** Both arrays added step by step; the shorter one counts as nought where it ends. */
function addedSteps(table: string, column: string): RawBuilder<unknown> {
  const [kept, more] = [sql.ref(`${table}.${column}`), sql.ref(`excluded.${column}`)]
  return sql`case when ${more} = '{}' then ${kept} when ${kept} = '{}' then ${more} else
    array(select coalesce(a, 0) + coalesce(b, 0) from unnest(${kept}, ${more}) with ordinality as steps (a, b, step) order by step) end`
}
