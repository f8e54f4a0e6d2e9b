/** npm run doctor: proves that what is stored fits together, prints what it found, changes nothing. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openBooks } from '../books.ts'
import { roleOfCity } from '../platform/city-schema.ts'
import { readConfig } from '../platform/config.ts'
import { openDb } from '../platform/db.ts'
import { openFileStore } from '../platform/file-store/open-store.ts'
import { openConnection } from '../platform/postgres/connection.ts'
import { loadSecrets } from '../platform/secrets.ts'
import { examine, figuresOf, lineOf } from './doctor/checks.ts'

const usage = `Usage: npm run doctor -- [--all] [--json]

Proves chains, holders, clocks, next actors and followers of every matter and prints what it found. Ended matters are held
against the rules by sample; --all takes every one. Ends with 1 when anything is wrong.`

const { values } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) console.log(usage)
else await diagnose()

async function diagnose(): Promise<void> {
  const config = readConfig(process.env, join(import.meta.dirname, '../../../..'))
  const { connection, stop } = await openConnection(config, loadSecrets(config.dataFolder), (sentence) => console.error(sentence))
  const db = openDb({ connection, city: config.city, role: roleOfCity(config.city), connections: 2, settings: { statement_timeout: '0' } })
  try {
    const findings = await examine({
      db,
      books: await openBooks(db.read),
      fileStore: openFileStore(config, config.city),
      atOneMoment: (work) => db.read.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
      now: new Date(),
      all: values.all,
    })
    for (const found of findings) console.log(lineOf(found))
    const figures = figuresOf(findings)
    const isWell = figures['wrong'] === 0
    if (values.json)
      console.log(
        JSON.stringify({ name: 'doctor', figures, goals: { wrong: { at_most: 0, met: isWell } }, machine: { node: process.version } }),
      )
    process.exitCode = isWell ? 0 : 1
  } finally {
    await db.close()
    await stop()
  }
}
