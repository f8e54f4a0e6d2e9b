import { sql } from 'kysely'
import type { Transaction } from '../../platform/db.ts'
import { areaMeasures, organisationMeasures } from '@linli/contract'
import type { Sum, Sums } from './sum-tallies.ts'

/** Adds sums to the tables of the figures. Rows are written in the order of their keys, so that two writers wait instead of blocking each other. */
export async function addSums(tx: Transaction, { months, days, organisations, times }: Sums): Promise<void> {
  await addTo(tx, 'figure_months', monthKey, areaMeasures, months)
  await addTo(tx, 'figure_days', dayKey, areaMeasures, days)
  await addTo(tx, 'figure_organisations', organisationKey, organisationMeasures, organisations)
  if (times.length === 0) return
  const rows = JSON.stringify(times.map(({ key, response, handling }) => ({ ...key, response, handling })))
  await sql`insert into figure_times (area_id, month, category_code, kind, response, handling)
    select area_id, month, category_code, kind, response, handling
    from jsonb_to_recordset(${rows}::jsonb) as t (area_id uuid, month date, category_code text, kind text, response integer[], handling integer[])
    order by area_id, month, category_code, kind
    on conflict (area_id, month, category_code, kind) do update set
      response = ${added('response')}, handling = ${added('handling')}`.execute(tx)
}

/** Both arrays added step by step; the shorter one counts as nought where it ends. */
function added(column: 'response' | 'handling') {
  const kept = sql.ref(`figure_times.${column}`)
  const more = sql.ref(`excluded.${column}`)
  return sql`array(select coalesce(a, 0) + coalesce(b, 0) from unnest(${kept}, ${more}) with ordinality as steps (a, b, step) order by step)`
}

const monthKey = { area_id: 'uuid', month: 'date', category_code: 'text', source: 'text', severity: 'text', kind: 'text' }
const dayKey = { area_id: 'uuid', day: 'date', category_code: 'text', kind: 'text' }
const organisationKey = { organisation_id: 'uuid', area_id: 'uuid', month: 'date', category_code: 'text' }

async function addTo(tx: Transaction, table: string, key: Record<string, string>, measures: readonly string[], sums: readonly Sum[]) {
  if (sums.length === 0) return
  const keys = Object.keys(key)
  const columns = [...keys, ...measures].map((name) => sql.ref(name))
  const typed = [...Object.entries(key), ...measures.map((measure) => [measure, 'integer'] as const)]
  const rows = JSON.stringify(sums.map((sum) => ({ ...sum.key, ...sum.counts })))
  const values = [...keys.map((name) => sql.ref(name)), ...measures.map((name) => sql`coalesce(${sql.ref(name)}, 0)`)]
  const sets = measures.map((name) => sql`${sql.ref(name)} = ${sql.ref(`${table}.${name}`)} + ${sql.ref(`excluded.${name}`)}`)
  await sql`insert into ${sql.table(table)} (${sql.join(columns)})
    select ${sql.join(values)} from jsonb_to_recordset(${rows}::jsonb) as t (${sql.join(typed.map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`))})
    order by ${sql.join(keys.map((name) => sql.ref(name)))}
    on conflict (${sql.join(keys.map((name) => sql.ref(name)))}) do update set ${sql.join(sets)}`.execute(tx)
}
