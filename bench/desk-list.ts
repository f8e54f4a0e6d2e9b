import type { ChildProcess } from 'node:child_process'
import { loadavg } from 'node:os'
import { openDb } from '../apps/server/src/platform/db.ts'
import { type BenchResult, goal, machine } from './bench-result.ts'
import { benchCity, end, freePort, memoryOf, startServer } from './bench-server.ts'
import { askServer } from './desk-list-api.ts'
import { measureDesk } from './desk-list-console.ts'
import { sampleOf } from './desk-sample.ts'
import { openCity, tell } from './kept-city.ts'

/**
 * The desk of a whole city with so many matters: asked over HTTP as its pages ask, and in Chromium as a clerk sees it, who scrolls
 * through all, changes views, narrows, orders and searches. The console must have been built.
 *
 * - `longest_frame_ms`: between two frames of the page, by requestAnimationFrame, whatever was done meanwhile; `frames_…` likewise
 * - `longest_task_cpu_ms`: what the page's own thread computed at a stretch, which other work on the machine does not lengthen
 * - `…_shown_ms`: from the click, or the last key of a search, until the new rows are in the page; a search waits 300 ms for more keys
 * - `ratio_page_200_to_1`: what the 200th page of all costs the server against the first, medians
 * - `load_before`, `load_after`: of the machine, over a minute
 */
export async function benchDeskList(options: { matters: number; pages: number; folder: string | undefined }): Promise<BenchResult> {
  const kept = await openCity({ ...options, use: 'desk' })
  const owner = openDb({ connection: kept.postgres.address, city: benchCity, role: null, connections: 1 })
  let server: ChildProcess | null = null
  try {
    const port = await freePort()
    server = await startServer(kept.folder, port)
    const url = `http://127.0.0.1:${port}`
    const loadBefore = loadavg()[0] ?? 0
    const asked = await askServer(url, 'city', await sampleOf(owner, 'city'))
    tell('the server was asked; now the page')
    const seen = await measureDesk(url, 'city', options.pages)
    const figures: Record<string, number> = {
      ...seen,
      ...asked,
      server_memory_mib: memoryOf(server),
      matters: options.matters,
      load_before: loadBefore,
      load_after: loadavg()[0] ?? 0,
      ...(kept.prepareSeconds !== null && { prepare_seconds: kept.prepareSeconds }),
    }
    return {
      name: 'desk-list',
      figures,
      goals: {
        longest_frame_ms: goal(figures['longest_frame_ms'] ?? Infinity, { at_most: 100 }),
        ratio_page_200_to_1: goal(figures['ratio_page_200_to_1'] ?? Infinity, { at_most: 1.3 }),
      },
      machine: machine(),
    }
  } finally {
    await end(server)
    await owner.close()
    await kept.close()
  }
}
