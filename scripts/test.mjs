// npm test: every check in one list, the same on a desk and in CI. `npm test -- NAME …` runs only those named.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildFrontEnds, installPackages, ownNode, project } from './bootstrap.mjs'
import { ensureBrowser } from './browser.mjs'

installPackages()
const scratch = mkdtempSync(join(tmpdir(), 'linli-checks-'))
const bin = (name) => join(project, 'node_modules', '.bin', name)
const vitest = join(project, 'node_modules/vitest/vitest.mjs')

const checks = [
  {
    name: 'types',
    does: 'types of server, packages, phone, its service worker and console',
    commands: ['.', 'packages/ui', 'apps/phone', 'apps/phone/service-worker', 'apps/console'].map((folder) => [bin('tsc'), '-p', folder]),
  },
  { name: 'lint', does: 'lint', commands: [[bin('oxlint'), '--type-aware']] },
  { name: 'format', does: 'format', commands: [[bin('oxfmt'), '--check', '.']] },
  {
    name: 'dependencies',
    does: 'who imports whom',
    commands: [
      [
        ownNode(),
        bin('depcruise'),
        'apps',
        'packages',
        'demo',
        'bench',
        'e2e',
        'scripts',
        '--config',
        '.dependency-cruiser.mjs',
        '--output-type',
        'err',
      ],
    ],
  },
  { name: 'unused', does: 'unused files, exports and packages', commands: [[ownNode(), bin('knip'), '--no-progress']] },
  { name: 'generated', does: 'schema, types and API document are up to date', commands: [[ownNode(), 'scripts/generate.ts', '--check']] },
  {
    name: 'tests',
    does: 'rules, database, routes',
    counted: join(scratch, 'tests.json'),
    commands: [[ownNode(), vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(scratch, 'tests.json')}`]],
  },
  { name: 'build', does: 'front ends build within their sizes', before: buildFrontEnds, commands: [[ownNode(), 'scripts/check-sizes.ts']] },
  {
    name: 'journeys',
    does: 'browser and operation journeys',
    browser: true,
    counted: join(scratch, 'journeys.json'),
    commands: [
      [
        ownNode(),
        vitest,
        'run',
        '--config',
        'e2e/vitest.config.ts',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${join(scratch, 'journeys.json')}`,
      ],
    ],
  },
  { name: 'bench', does: 'the loop bench runs', commands: [[ownNode(), 'bench/bench.ts', 'loop', '--lifecycles', '60', '--json']] },
]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name))
if (unknown.length > 0) {
  console.error(`There is no check called ${unknown.join(', ')}. There are: ${checks.map((check) => check.name).join(', ')}.`)
  process.exit(2)
}

let running = null
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => (running?.kill(signal), setTimeout(() => process.exit(130), 5000).unref()))

let passed = 0
let failed = 0
const lines = []
for (const check of checks) {
  if (wanted.length > 0 && !wanted.includes(check.name)) continue
  console.log(`\n── ${check.name}: ${check.does}`)
  const started = Date.now()
  const good = await run(check)
  const counts = countOf(check, good)
  passed += counts.passed
  failed += counts.failed
  lines.push(
    `${counts.failed === 0 ? '✓' : '✗'} ${check.name.padEnd(13)} ${String(counts.passed).padStart(4)} passed ${String(counts.failed).padStart(3)} failed ${String(Math.round((Date.now() - started) / 1000)).padStart(5)} s   ${check.does}`,
  )
}
rmSync(scratch, { recursive: true, force: true })

console.log(`\n${lines.join('\n')}\n`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

async function run(check) {
  const env = { ...process.env, NODE_OPTIONS: '', FORCE_COLOR: '0', PATH: `${join(project, 'node_modules', '.bin')}:${process.env.PATH}` }
  if (check.browser) {
    const browser = ensureBrowser()
    if (!browser) return false
    env.LINLI_CHROMIUM = browser
  }
  check.before?.()
  for (const [command, ...args] of check.commands) {
    const code = await new Promise((resolve) => {
      running = spawn(command, args, { cwd: project, stdio: ['ignore', 'inherit', 'inherit'], env })
      running.on('error', (error) => (console.error(error.message), resolve(1)))
      running.on('exit', (status) => resolve(status ?? 1))
    })
    if (code !== 0) return false
  }
  return true
}

/** Test runners count their tests; any other check is one. A runner that ran nothing has failed. */
function countOf(check, good) {
  if (!check.counted) return { passed: good ? 1 : 0, failed: good ? 0 : 1 }
  if (!existsSync(check.counted)) return { passed: 0, failed: 1 }
  const report = JSON.parse(readFileSync(check.counted, 'utf8'))
  const failures = report.numFailedTests + report.numPendingTests + report.numTodoTests
  return { passed: report.numPassedTests, failed: good && report.numPassedTests > 0 ? failures : Math.max(1, failures) }
}
