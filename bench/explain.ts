import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

/** What the database did for one statement. */
export interface Explained {
  text: string
  milliseconds: number
  /** Pages of 8 KiB it looked at, from memory or from disk. */
  pages: number
  /** Each way something is read, as `index matters_newest`. */
  ways: string[]
  /** Large tables it read from end to end. */
  sequential: string[]
}

const figureTables = ['figure_months', 'figure_days', 'figure_organisations', 'figure_classes']

/** Tables that grow with the matters; the others are small, and reading all of one is the quickest. */
const large = [
  'matters',
  'matter_search',
  'clocks',
  'assignments',
  'requests',
  'supervision_cards',
  'timeline_entries',
  'audit_entries',
  ...figureTables,
]

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Loops'?: number
  'Shared Hit Blocks'?: number
  'Shared Read Blocks'?: number
  Plans?: PlanNode[]
}

const watching = new AsyncLocalStorage<Explained[]>()

/** What the database does for `work`: each reading statement that comes of it is explained, then run. Work beside it is left alone. */
export async function explained(work: () => Promise<unknown>): Promise<Explained[]> {
  explainWhatIsWatched()
  const seen: Explained[] = []
  await watching.run(seen, work)
  return seen
}

let isExplaining = false

function explainWhatIsWatched(): void {
  if (isExplaining) return
  isExplaining = true
  const query = pg.Client.prototype.query as unknown as (...given: unknown[]) => unknown
  const explaining = function (this: object, ...given: unknown[]): unknown {
    const asked = given[0] as string | { text?: string; values?: unknown[] }
    const text = (typeof asked === 'string' ? asked : asked.text) ?? ''
    const values = (typeof asked === 'string' ? given[1] : asked.values) ?? []
    const seen = watching.getStore()
    // Explaining a writing statement would write.
    if (!seen || !/^\s*(select|with|\()/i.test(text) || /\b(insert|update|delete)\b/i.test(text)) return query.apply(this, given)
    const answer = query.call(this, { text: `explain (analyze, buffers, format json) ${text}`, values }) as Promise<pg.QueryResult<Answer>>
    void note(seen, text, answer)
    return query.apply(this, given)
  }
  pg.Client.prototype.query = explaining as unknown as typeof pg.Client.prototype.query
}

async function note(seen: Explained[], text: string, answer: Promise<pg.QueryResult<Answer>>): Promise<void> {
  const [row] = (await answer).rows
  if (!row) return
  const [{ Plan: plan, 'Execution Time': executed, 'Planning Time': planned }] = row['QUERY PLAN']
  seen.push({ text, milliseconds: executed + planned, ...readPlan(plan) })
}

interface Answer {
  'QUERY PLAN': [{ Plan: PlanNode; 'Execution Time': number; 'Planning Time': number }]
}

/** How the large tables are read, in short; empty when none is. */
export function describePlan({ ways }: Explained): string {
  return [...new Set(ways)].join(', ')
}

function readPlan(plan: PlanNode): Pick<Explained, 'pages' | 'ways' | 'sequential'> {
  const nodes = [...nodesOf(plan)].filter((node) => node['Actual Loops'] !== 0)
  const sequential = nodes.filter((node) => node['Node Type'].includes('Seq Scan') && large.includes(node['Relation Name'] ?? ''))
  return {
    pages: (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0),
    ways: nodes.flatMap(wayOf),
    sequential: sequential.map((node) => node['Relation Name'] ?? ''),
  }
}

function wayOf(node: PlanNode): string[] {
  const type = node['Node Type']
  if (type.includes('Seq Scan')) return large.includes(node['Relation Name'] ?? '') ? [`ALL OF ${node['Relation Name']}`] : []
  if (node['Index Name'] === undefined) return /^(Incremental )?Sort$/.test(type) ? [type.toLowerCase()] : []
  const kind = { 'Index Scan': 'index', 'Index Only Scan': 'index only', 'Bitmap Index Scan': 'bitmap' }[type] ?? type.toLowerCase()
  return [`${kind} ${node['Index Name']}`]
}

function* nodesOf(plan: PlanNode): Generator<PlanNode> {
  yield plan
  for (const child of plan.Plans ?? []) yield* nodesOf(child)
}
