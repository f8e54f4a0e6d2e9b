import { areaMeasures } from '@linli/contract'
import { type RawBuilder, sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { AreaTree } from '../areas/index.ts'
import { findUnfolded } from './fold.ts'
import { stretchesOf } from './rebuild.ts'
import { monthOf } from './period.ts'
import { allClasses, type Sum, sumTallies } from './sum-tallies.ts'

/** What an area counted in a month, kept in one of the tables and recounted, where the two differ. */
export interface Difference {
  table: string
  areaId: string
  month: string
  measure: string
  kept: number
  counted: number
}

/** Everywhere the whole of an area's month can be read; each must be the same. */
const wholes = [
  { table: 'figure_months', of: sql`figure_months` },
  { table: 'figure_classes', of: sql`figure_classes where category_code = ${allClasses}` },
  { table: 'figure_classes by class', of: sql`figure_classes where category_code <> ${allClasses}` },
  { table: 'figure_days', of: sql`(select *, date_trunc('month', day)::date as month from figure_days) as days` },
]

/**
 * Counts every matter anew and holds the sums of each area with a desk, month by month, against what is kept. `tx` must see all
 * as of one moment, else what happens meanwhile looks like a difference. Answers how many sums were compared, and which differ.
 */
export async function recountFigures(tx: Reader, areas: AreaTree): Promise<{ compared: number; differences: Difference[] }> {
  const desks = desksOf(areas)
  const unfolded = sumTallies(await findUnfolded(tx, { from: '-infinity', to: 'infinity' }), areas).months
  const counted = new Map<string, number>()
  for await (const { tallies } of stretchesOf(tx)) addSums(counted, desks, sumTallies(tallies, areas).months)
  const compared: number[] = []
  const differences: Difference[] = []
  for (const { table, of } of wholes) {
    const kept = new Map<string, number>()
    for (const row of await findMonths(tx, of))
      for (const measure of areaMeasures) add(kept, desks, row.area_id, row.month, measure, row[measure])
    addSums(kept, desks, unfolded)
    const names = new Set([...kept.keys(), ...counted.keys()])
    compared.push(names.size)
    for (const name of names) {
      const both = { kept: kept.get(name) ?? 0, counted: counted.get(name) ?? 0 }
      const [areaId = '', month = '', measure = ''] = name.split(' ')
      if (both.kept !== both.counted) differences.push({ table, areaId, month, measure, ...both })
    }
  }
  return { compared: compared.reduce((sum, count) => sum + count, 0), differences }
}

function desksOf(areas: AreaTree): (areaId: string) => boolean {
  const withDesk = new Set(areas.levels.filter((level) => level.hasDesk).map((level) => level.code))
  return (areaId) => withDesk.has(areas.get(areaId)?.level ?? '')
}

async function findMonths(tx: Reader, of: RawBuilder<unknown>) {
  const sums = areaMeasures.map((measure) => sql`sum(${sql.ref(measure)})::integer as ${sql.ref(measure)}`)
  const { rows } = await sql<{ area_id: string; month: string } & Record<(typeof areaMeasures)[number], number>>`
    select area_id, month, ${sql.join(sums)} from ${of} group by 1, 2`.execute(tx)
  return rows
}

function addSums(to: Map<string, number>, desks: (areaId: string) => boolean, sums: readonly Sum[]): void {
  for (const { key, counts } of sums)
    for (const [measure, amount] of Object.entries(counts))
      add(to, desks, key['area_id'] ?? '', monthOf(key['month'] ?? ''), measure, amount)
}

function add(
  to: Map<string, number>,
  desks: (areaId: string) => boolean,
  areaId: string,
  month: string,
  measure: string,
  amount: number,
): void {
  if (amount === 0 || !desks(areaId)) return
  const name = `${areaId} ${month} ${measure}`
  to.set(name, (to.get(name) ?? 0) + amount)
}
