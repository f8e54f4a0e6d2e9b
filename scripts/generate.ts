/**
 * Writes what is generated and committed: db/schema.sql, db/types.gen.ts, docs/states.md,
 * packages/contract/openapi.json and packages/contract/src/calls.gen.ts.
 * With `--check` it writes nothing and fails when one of them is not what the sources say.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openApiDocument, type RouteDefinition, routes } from '@linli/contract'
import { migrateCity } from '../apps/server/src/platform/city-schema.ts'
import { openDb } from '../apps/server/src/platform/db.ts'
import { startEmbeddedPostgres } from '../apps/server/src/platform/postgres/embedded.ts'
import { dumpSchema, dumpTypes } from './schema-dump.ts'
import { statesPage } from './states-page.ts'
import { makeTemporaryFolder } from '../apps/server/src/platform/postgres/temporary-folder.ts'

const project = join(import.meta.dirname, '..')
const city = 'city'
const folder = makeTemporaryFolder('generate')
const postgres = await startEmbeddedPostgres({ dataFolder: folder, password: 'generate', settings: { fsync: 'off' } })
try {
  await migrateCity({ connection: postgres.address, city, migrationsFolder: join(project, 'db/migrations') })
  const db = openDb({ connection: postgres.address, city, role: null, connections: 1 })
  const generated: Record<string, string> = {
    'db/schema.sql': await dumpSchema(db.pool, city),
    'db/types.gen.ts': await dumpTypes(db.pool, city),
    'docs/states.md': statesPage(),
    'packages/contract/src/calls.gen.ts': callsFile(),
    'packages/contract/openapi.json': `${JSON.stringify(openApiDocument(), null, 2)}\n`,
  }
  await db.close()
  const stale = Object.keys(generated).filter(
    (file) => !existsSync(join(project, file)) || readFileSync(join(project, file), 'utf8') !== generated[file],
  )
  if (process.argv.includes('--check')) {
    for (const file of stale) console.error(`${file} is not what the sources say: run npm run generate and commit it.`)
    process.exitCode = stale.length > 0 ? 1 : 0
  } else {
    for (const file of stale) writeFileSync(join(project, file), generated[file] ?? '')
    console.log(stale.length > 0 ? `Written: ${stale.join(', ')}` : 'Everything is up to date.')
  }
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** What clients need of every route, without its schemas. */
function callsFile(): string {
  const lines = Object.values(routes as Record<string, RouteDefinition>).map(({ id, method, path, idempotent, who }) => {
    const ability = typeof who === 'object' && 'ability' in who ? `, ability: '${who.ability}'` : ''
    return `  ${id}: { method: '${method}', path: '${path}'${idempotent ? ', idempotent: true' : ''}${ability} },\n`
  })
  return `// Made from routes.ts by npm run generate.\nexport const calls = {\n${lines.join('')}} as const\n`
}
