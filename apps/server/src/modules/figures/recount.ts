import { areaMeasures } from '@linli/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { AreaTree } from '../areas/index.ts'
import { loadMattersWithin, talliesOf } from '../matters/index.ts'
import { findUnfolded } from './fold.ts'
import { pagesOfIds } from './rebuild.ts'
import { monthOf } from './period.ts'
import { type Sum, sumTallies } from './sum-tallies.ts'

/** What an area counted in a month, kept and recounted, where the two differ. */
export interface Difference {
  areaId: string
  month: string
  measure: string
  kept: number
  counted: number
}

/**
 * Counts every matter anew and holds the sums of each area with a desk, month by month, against what is kept. `tx` must see all
 * as of one moment, else what happens meanwhile looks like a difference. Answers how many sums were compared, and which differ.
 */
export async function recountFigures(tx: Reader, areas: AreaTree, now: Date): Promise<{ compared: number; differences: Difference[] }> {
  const kept = new Map<string, number>()
  const counted = new Map<string, number>()
  const desks = desksOf(areas)
  for (const row of await findMonths(tx))
    for (const measure of areaMeasures) add(kept, desks, row.area_id, row.month, measure, row[measure])
  addSums(kept, desks, sumTallies(await findUnfolded(tx, { from: '-infinity', to: 'infinity' }), areas).months)
  for await (const ids of pagesOfIds(tx))
    addSums(counted, desks, sumTallies((await loadMattersWithin(tx, ids, now)).flatMap(talliesOf), areas).months)
  const names = new Set([...kept.keys(), ...counted.keys()])
  const differences = [...names].flatMap((name): Difference[] => {
    const both = { kept: kept.get(name) ?? 0, counted: counted.get(name) ?? 0 }
    const [areaId = '', month = '', measure = ''] = name.split(' ')
    return both.kept === both.counted ? [] : [{ areaId, month, measure, ...both }]
  })
  return { compared: names.size, differences }
}

function desksOf(areas: AreaTree): (areaId: string) => boolean {
  const withDesk = new Set(areas.levels.filter((level) => level.hasDesk).map((level) => level.code))
  return (areaId) => withDesk.has(areas.get(areaId)?.level ?? '')
}

async function findMonths(tx: Reader) {
  const sums = areaMeasures.map((measure) => sql`sum(${sql.ref(measure)})::integer as ${sql.ref(measure)}`)
  const { rows } = await sql<{ area_id: string; month: string } & Record<(typeof areaMeasures)[number], number>>`
    select area_id, month, ${sql.join(sums)} from figure_months group by 1, 2`.execute(tx)
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
