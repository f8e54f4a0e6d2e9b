/** npm run figures -- rebuild: counts every matter anew in place of the figures that are kept. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openBooks } from '../books.ts'
import { continueRebuild, leaveRebuild } from '../modules/figures/index.ts'
import { roleOfCity } from '../platform/city-schema.ts'
import { readConfig } from '../platform/config.ts'
import { inTransaction, openDb } from '../platform/db.ts'
import { openConnection } from '../platform/postgres/connection.ts'
import { loadSecrets } from '../platform/secrets.ts'

const usage = `Usage: npm run figures -- rebuild

Counts every matter anew in place of the figures that are kept. Work may go on meanwhile, but no figure is told until it is done.
When it is interrupted, the server goes on with it. "npm run doctor" says whether it is needed.`

const { positionals, values } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', default: false } } })

if (values.help || positionals.join(' ') !== 'rebuild') {
  console.log(usage)
  process.exitCode = values.help ? 0 : 2
} else await rebuild()

async function rebuild(): Promise<void> {
  const config = readConfig(process.env, join(import.meta.dirname, '../../../..'))
  const { connection, stop } = await openConnection(config, loadSecrets(config.dataFolder), (sentence) => console.error(sentence))
  const db = openDb({ connection, city: config.city, role: roleOfCity(config.city), connections: 2, settings: { statement_timeout: '0' } })
  try {
    const started = performance.now()
    const { areas } = await openBooks(db.read)
    const progress = (counted: number) => console.error(`${counted} matters counted`)
    await inTransaction(db, leaveRebuild)
    // Null: a server has counted the last page.
    const counted = (await continueRebuild({ db, areas, now: () => new Date(), isPatient: true, progress })) ?? 'all'
    console.log(`The figures were rebuilt from ${counted} matters in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
  } finally {
    await db.close()
    await stop()
  }
}
