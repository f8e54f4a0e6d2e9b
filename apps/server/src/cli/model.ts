/** npm run model: plays random sequences of actions against a real database of its own and checks the seven rules of domain.md §2. */
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { makeDemoCity, tinyJiaozhou } from '../../../../demo/make-demo-city.ts'
import type { Tally } from '../modules/matters/model/game.factory.ts'
import { type ModelResult, runModel } from '../modules/matters/model/run-model.factory.ts'
import { Stage } from '../modules/matters/model/stage.factory.ts'
import { migrateCity } from '../platform/city-schema.ts'
import { openDb } from '../platform/db.ts'
import { type DatabaseAddress, startEmbeddedPostgres } from '../platform/postgres/embedded.ts'
import { makeTemporaryFolder } from '../platform/postgres/temporary-folder.ts'
import { migrationsFolder, testKeys, testNow } from '../testing/constants.ts'

const usage = `Usage: npm run model -- [--sequences 10000] [--seed N] [--lanes 2] [--path PATH] [--json]

Plays random sequences of actions by random people at random times, two at once now and then, against a real server and
database, and checks the seven rules of domain.md §2 after each step. Each lane has a database and a seed of its own. What
breaks a rule is made smaller and printed with the seed and the path that play it again: --seed N --path PATH.`

const { values } = parseArgs({
  options: {
    sequences: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    lanes: { type: 'string', default: '2' },
    path: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const city = 'model'

if (values.help) console.log(usage)
else process.exitCode = (await model()) ? 0 : 1

async function model(): Promise<boolean> {
  const seed = Number(values.seed)
  const lanes = values.path === undefined ? Number(values.lanes) : 1
  const started = performance.now()
  const folder = makeTemporaryFolder('model')
  const postgres = await startEmbeddedPostgres({
    dataFolder: folder,
    password: 'model',
    settings: { fsync: 'off', full_page_writes: 'off' },
  })
  try {
    await makeTemplate(postgres.address)
    const stages: Stage[] = []
    for (let lane = 0; lane < lanes; lane++) stages.push(await Stage.open(await copyOf(postgres.address, lane), city, `${folder}-files`))
    const tallies: Tally[] = []
    const timer = setInterval(() => console.log(`  ${describe(sum(tallies))}, ${seconds(started)} s`), 15_000)
    const results = await Promise.all(
      stages.map((stage, lane) =>
        runModel(stage, {
          sequences: Math.ceil(Number(values.sequences) / lanes),
          seed: seed + lane,
          ...(values.path !== undefined && { path: values.path }),
          progress: (tally) => void (tallies[lane] = tally),
        }),
      ),
    )
    clearInterval(timer)
    for (const stage of stages) await stage.close()
    return report(results, seed, Number(seconds(started)))
  } finally {
    await postgres.stop()
    for (const made of [folder, `${folder}-files`]) rmSync(made, { recursive: true, force: true })
  }
}

async function makeTemplate(address: DatabaseAddress): Promise<void> {
  await statement(address, 'create database template_city')
  const connection = { ...address, database: 'template_city' }
  await migrateCity({ connection, city, migrationsFolder })
  const db = openDb({ connection, city, role: null, connections: 4, pipeline: true })
  await makeDemoCity({
    db,
    keys: testKeys,
    size: { ...tinyJiaozhou, matters: { count: 0, closed: 0, refused: 0, months: 1 } },
    now: testNow,
    seed: 7,
  })
  await db.close()
}

async function copyOf(address: DatabaseAddress, lane: number): Promise<DatabaseAddress> {
  const name = `lane_${lane}`
  await statement(address, `create database ${name} template template_city`)
  return { ...address, database: name }
}

async function statement(address: DatabaseAddress, text: string): Promise<void> {
  const client = new pg.Client(address)
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

function report(results: readonly ModelResult[], seed: number, took: number): boolean {
  const total = sum(results.map(({ tally }) => tally))
  const violations = results.flatMap(({ violation }) => (violation ? [violation] : []))
  for (const { words, log, seed: at, path } of violations) {
    console.log(`\n✗ ${words}`)
    for (const line of log) console.log(`    ${line}`)
    console.log(`  Again: npm run model -- --seed ${at} --path ${path}`)
  }
  const figures = { ...total, violations: violations.length, seconds: took, seed }
  console.log('')
  for (const [name, figure] of Object.entries(figures)) console.log(`  ${name.padEnd(12)} ${figure.toLocaleString('en').padStart(14)}`)
  if (values.json)
    console.log(
      JSON.stringify({
        name: 'model',
        figures,
        goals: { violations: { at_most: 0, met: violations.length === 0 } },
        machine: { node: process.version },
      }),
    )
  return violations.length === 0
}

function sum(tallies: readonly Tally[]): Tally {
  const total: Tally = { sequences: 0, actions: 0, refused: 0, conflicts: 0, atOnce: 0, fired: 0 }
  for (const tally of tallies) for (const name of Object.keys(total) as (keyof Tally)[]) total[name] += tally?.[name] ?? 0
  return total
}

function describe({ sequences, actions, refused, conflicts }: Tally): string {
  return `${sequences} sequences, ${actions} actions, ${refused} refused, ${conflicts} conflicts`
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(0)
}
