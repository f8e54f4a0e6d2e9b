/** npm run import -- FILE: previews an import of areas on a running server, and applies it when asked to. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { ApiProblem, createClient, NoAnswer } from '@linli/client'
import { type CoordinateSystem, findingSentence } from '@linli/contract'

const usage = `Usage: npm run import -- FILE [--crs wgs84|gcj02|cgcs2000] [--source TEXT] [--apply] [--skip-refused]
                              [--url URL] [--login admin] [--password PASSWORD] [--lang zh|en]

Shows row by row what a CSV (code,name,level,parent) or GeoJSON file of areas would add, change or refuse. Writes nothing
unless --apply is given. The password may also be in LINLI_PASSWORD.`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    crs: { type: 'string', default: 'wgs84' },
    source: { type: 'string' },
    apply: { type: 'boolean', default: false },
    'skip-refused': { type: 'boolean', default: false },
    url: { type: 'string', default: `http://127.0.0.1:${process.env['PORT'] ?? 3000}` },
    login: { type: 'string', default: 'admin' },
    password: { type: 'string', default: process.env['LINLI_PASSWORD'] ?? 'linli-demo-city' },
    lang: { type: 'string', default: 'en' },
    help: { type: 'boolean', default: false },
  },
})

const [path] = positionals
if (values.help || !path) {
  console.log(usage)
  process.exit(values.help ? 0 : 2)
}
try {
  process.exitCode = await importFile(path)
} catch (error) {
  if (error instanceof ApiProblem) console.error(`${error.message}${error.problem.facts ? ` ${JSON.stringify(error.problem.facts)}` : ''}`)
  else if (error instanceof NoAnswer) console.error(`No server answers at ${values.url}.`)
  else console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function importFile(file: string): Promise<number> {
  const format = /\.(geo)?json$/i.test(file) ? ('geojson' as const) : ('csv' as const)
  const given = {
    format,
    text: textOf(readFileSync(file)),
    coordinateSystem: values.crs as CoordinateSystem,
    ...(values.source && { source: values.source }),
  }
  const client = await signIn()
  const preview = await client.previewAreaImport({ body: given })
  for (const row of preview.rows) {
    if (row.outcome === 'keep' && row.findings.length === 0) continue
    const changes = (row.changes ?? []).map((change) => `${change.field}: ${change.from ?? '–'} → ${change.to ?? '–'}`)
    console.log(
      `${row.outcome.padEnd(7)} line ${row.line}  ${row.code ?? '–'}  ${row.name}${changes.length > 0 ? `  [${changes.join('; ')}]` : ''}`,
    )
    for (const finding of row.findings)
      console.log(`        ${finding.severity}: ${findingSentence(finding, values.lang === 'zh' ? 'zh' : 'en')}`)
  }
  const { add, change, keep, refuse, warn } = preview.counts
  console.log(`\nWould add ${add}, change ${change}, keep ${keep}, refuse ${refuse}; ${warn} with a warning. Nothing has been written.`)
  if (!values.apply) return refuse > 0 ? 1 : 0
  const done = await client.importAreas({ body: { file: given, digest: preview.digest, skipRefused: values['skip-refused'] } })
  console.log(`Written: added ${done.added}, changed ${done.changed}, kept ${done.kept}, refused ${done.refused}.`)
  return 0
}

/** UTF-8, or GB 18030 where the bytes are not UTF-8, as spreadsheets in China still save. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

async function signIn() {
  let cookie = ''
  const client = createClient({
    baseUrl: values.url,
    locale: () => (values.lang === 'zh' ? 'zh' : 'en'),
    headers: (): Record<string, string> => (cookie ? { cookie } : {}),
    fetch: async (input, init) => {
      const answer = await fetch(input, init)
      cookie =
        answer.headers
          .getSetCookie()
          .find((header) => header.startsWith('linli_session='))
          ?.split(';')[0] ?? cookie
      return answer
    },
  })
  await client.signIn({ body: { loginName: values.login, password: values.password } })
  return client
}
