import { availableParallelism, totalmem } from 'node:os'

export interface BenchResult {
  name: string
  /** Keys end in their unit or are counts. */
  figures: Record<string, number>
  goals: Record<string, BenchGoal>
  machine: Machine
}

export interface BenchGoal {
  at_least?: number
  at_most?: number
  met: boolean
}

export interface Machine {
  cores: number
  memory_gib: number
  node: string
}

/** What the figures were measured on, without which they say little. */
export function machine(): Machine {
  return { cores: availableParallelism(), memory_gib: Math.round(totalmem() / 2 ** 30), node: process.version }
}

/** A goal for a figure, and whether the figure meets it. */
export function goal(figure: number, limit: { at_least: number } | { at_most: number }): BenchGoal {
  return { ...limit, met: 'at_least' in limit ? figure >= limit.at_least : figure <= limit.at_most }
}

/** Prints a table for a reader and, with json, a last line for a program. */
export function printBench(result: BenchResult, json: boolean): void {
  const { cores, memory_gib, node } = result.machine
  console.log(`${result.name} on ${cores} cores, ${memory_gib} GiB, Node ${node}`)
  const width = Math.max(...Object.keys(result.figures).map((key) => key.length))
  for (const [key, figure] of Object.entries(result.figures)) {
    const shown = figure.toLocaleString('en', { maximumFractionDigits: 3 })
    console.log(`  ${key.padEnd(width)}  ${shown.padStart(14)}  ${describeGoal(result.goals[key])}`.trimEnd())
  }
  if (json) console.log(JSON.stringify(result))
}

function describeGoal(wanted: BenchGoal | undefined): string {
  if (!wanted) return ''
  const limit =
    wanted.at_least !== undefined ? `at least ${wanted.at_least.toLocaleString('en')}` : `at most ${wanted.at_most?.toLocaleString('en')}`
  return `goal ${limit}: ${wanted.met ? 'met' : 'NOT met'}`
}
