/** npm run doctor: proves that what is stored fits together, prints what it found, changes nothing. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findFileFaults } from '../modules/files/index.ts'
import { entryOf, findBreak } from '../modules/matters/index.ts'
import { roleOfCity } from '../platform/city-schema.ts'
import { readConfig } from '../platform/config.ts'
import { type Db, openDb } from '../platform/db.ts'
import { openFileStore } from '../platform/file-store/open-store.ts'
import { openConnection } from '../platform/postgres/connection.ts'
import { loadSecrets } from '../platform/secrets.ts'

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
const config = readConfig(process.env, join(import.meta.dirname, '../../../..'))

interface Finding {
  what: string
  checked: number
  wrong: number
  examples: string[]
}

const page = 500
const withoutHolder = `closed_at is null and state <> 'awaiting_reporter' and holder_area_id is null and holder_organisation_id is null`
const withoutClock = `closed_at is null and not exists (select 1 from clocks c where c.matter_id = matters.id and c.stopped_at is null)`
const endedWithClock = `closed_at is not null and exists (select 1 from clocks c where c.matter_id = matters.id and c.stopped_at is null)`

const { connection, stop } = await openConnection(config, loadSecrets(config.dataFolder), (sentence) => console.error(sentence))
const db = openDb({ connection, city: config.city, role: roleOfCity(config.city), connections: 2, settings: { statement_timeout: '0' } })
try {
  const findings = [
    await chains(db),
    await rows(db, 'open matters without a holder', withoutHolder),
    await rows(db, 'open matters without a running clock', withoutClock),
    await rows(db, 'ended matters with a running clock', endedWithClock),
    ...(await findFileFaults(db, openFileStore(config, config.city), new Date())),
  ]
  for (const { what, checked, wrong, examples } of findings)
    console.log(`${wrong === 0 ? '✓' : '✗'} ${what}: ${wrong} wrong of ${checked}${examples.length > 0 ? ` (${examples.join(', ')})` : ''}`)
  const wrong = findings.reduce((sum, finding) => sum + finding.wrong, 0)
  const broken = findings[0]?.wrong ?? 0
  if (values.json)
    console.log(
      JSON.stringify({
        name: 'doctor',
        figures: { checked: findings[0]?.checked ?? 0, broken, wrong },
        goals: { wrong: { at_most: 0, met: wrong === 0 } },
        machine: { node: process.version },
      }),
    )
  process.exitCode = wrong === 0 ? 0 : 1
} finally {
  await db.close()
  await stop()
}

/** Recomputes every matter's chain and holds its end against the matter. */
async function chains(of: Db): Promise<Finding> {
  const finding: Finding = { what: 'broken chains', checked: 0, wrong: 0, examples: [] }
  let after = '00000000-0000-0000-0000-000000000000'
  while (true) {
    const matters = await of.read
      .selectFrom('matters')
      .select(['id', 'number', 'version', 'chain_head'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(page)
      .execute()
    const last = matters.at(-1)
    if (!last) return finding
    const entries = await of.read
      .selectFrom('timeline_entries')
      .selectAll()
      .where(
        'matter_id',
        'in',
        matters.map((matter) => matter.id),
      )
      .orderBy('matter_id')
      .orderBy('seq')
      .execute()
    const byMatter = Map.groupBy(entries, (entry) => entry.matter_id)
    for (const matter of matters) {
      const chain = (byMatter.get(matter.id) ?? []).map(entryOf)
      finding.checked += 1
      const fits = findBreak(chain) === null && chain.length === matter.version && (chain.at(-1)?.hash.equals(matter.chain_head) ?? false)
      if (!fits) note(finding, matter.number)
    }
    after = last.id
  }
}

async function rows(of: Db, what: string, condition: string): Promise<Finding> {
  const checked = await of.pool.query<{ count: number }>('select count(*) as count from matters')
  const found = await of.pool.query<{ number: string }>(`select number from matters where ${condition} order by id`)
  const finding: Finding = { what, checked: checked.rows[0]?.count ?? 0, wrong: 0, examples: [] }
  for (const row of found.rows) note(finding, row.number)
  return finding
}

function note(finding: Finding, number: string): void {
  finding.wrong += 1
  if (finding.examples.length < 5) finding.examples.push(number)
}
