import type pg from 'pg'
import { openBooks } from '../apps/server/src/books.ts'
import { continueRebuild, leaveRebuild } from '../apps/server/src/modules/figures/index.ts'
import { roleOfCity } from '../apps/server/src/platform/city-schema.ts'
import { inTransaction, openDb } from '../apps/server/src/platform/db.ts'
import { benchCity } from './bench-server.ts'

/**
 * Lets the product count the figures of a city that was filled from outside: all of them, or what a migration has left to be counted.
 * Seconds it took; null when there was nothing to be done.
 */
export async function countFigures(connection: pg.ClientConfig, tell: (sentence: string) => void, what?: 'all'): Promise<number | null> {
  const db = openDb({ connection, city: benchCity, role: roleOfCity(benchCity), connections: 3 })
  try {
    if (what === 'all') await inTransaction(db, leaveRebuild)
    const { areas } = await openBooks(db.read)
    const began = performance.now()
    let told = began
    const counted = await continueRebuild({
      db,
      areas,

      isPatient: true,
      progress(matters) {
        if (performance.now() - told < 15_000) return
        told = performance.now()
        tell(`${matters} matters counted in ${Math.round((told - began) / 1000)} s`)
      },
    })
    if (counted === null) return null
    const seconds = (performance.now() - began) / 1000
    await settle(connection)
    return seconds
  } finally {
    await db.close()
  }
}

/** What autovacuum does in a city that is not filled at a stretch. */
async function settle(connection: pg.ClientConfig): Promise<void> {
  const owner = openDb({ connection, city: benchCity, role: null, connections: 1, settings: { statement_timeout: '0' } })
  await owner.pool.query('vacuum (analyze) figure_months, figure_days, figure_organisations, figure_classes, tally_changes')
  await owner.close()
}
