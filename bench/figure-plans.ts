import { buildApp } from '../apps/server/src/app.ts'
import { readCity } from '../apps/server/src/modules/cities/index.ts'
import { roleOfCity } from '../apps/server/src/platform/city-schema.ts'
import { systemClock } from '../apps/server/src/platform/clock.ts'
import { openDb } from '../apps/server/src/platform/db.ts'
import { FolderStore } from '../apps/server/src/platform/file-store/folder-store.ts'
import { createLogger } from '../apps/server/src/platform/log.ts'
import { benchCity } from './bench-server.ts'
import { fastest, signIn } from './desk-plans.ts'
import { describePlan } from './explain.ts'
import type { FigurePage } from './figure-requests.ts'
import type { KeptCity } from './kept-city.ts'

/** How many pages of 8 KiB the database looks at for each page of figures, which no other work on the machine changes; prints what by. */
export async function pagesRead(kept: KeptCity, asked: readonly FigurePage[]): Promise<{ pages: Map<string, number>; sequential: number }> {
  const { postgres, keys, folder } = kept
  const db = openDb({ connection: postgres.address, city: benchCity, role: roleOfCity(benchCity), connections: 6 })
  const city = await readCity(db.read, benchCity)
  if (!city) throw new Error('the city of the bench is not complete')
  const fileStore = new FolderStore({ folder })
  const running = await buildApp({
    db,
    connection: postgres.address,
    city,
    clock: systemClock,
    keys,
    fileStore,
    log: createLogger('silent'),
  })
  const pages = new Map<string, number>()
  let sequential = 0
  try {
    const cookie = await signIn(running, 'supervisor')
    for (const { name, queries } of asked) {
      for (const query of queries) {
        const seen = await fastest(running, { name, method: 'GET', path: `/figures?${query}` }, cookie)
        const looked = seen.reduce((sum, one) => sum + one.pages, 0)
        const milliseconds = seen.reduce((sum, one) => sum + one.milliseconds, 0)
        pages.set(name, (pages.get(name) ?? 0) + looked)
        sequential += seen.filter((one) => one.sequential.length > 0).length
        const plans = new Set(seen.map(describePlan).filter((plan) => plan !== ''))
        console.log(
          `  ${name.padEnd(14)} ${milliseconds.toFixed(1).padStart(7)} ms ${String(looked).padStart(6)} pages  ${[...plans].join(' | ')}`,
        )
      }
    }
    return { pages, sequential }
  } finally {
    await running.close()
    await db.close()
  }
}
