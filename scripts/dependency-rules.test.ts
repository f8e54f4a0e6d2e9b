import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'

const project = join(import.meta.dirname, '..')
const planted: string[] = []
afterEach(() => {
  for (const file of planted.splice(0)) rmSync(file, { force: true })
})

/** Writes a file that must not be, and says which rules it breaks. */
function rulesBrokenBy(path: string, source: string): string[] {
  const file = join(project, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, source)
  planted.push(file)
  const checked = spawnSync(
    process.execPath,
    ['node_modules/.bin/depcruise', path, '--config', '.dependency-cruiser.mjs', '--output-type', 'json'],
    { cwd: project, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  )
  const report = JSON.parse(checked.stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } }
  return report.summary.violations.filter((violation) => violation.from === path).map((violation) => violation.rule.name)
}

test('the platform may not import a module', () => {
  expect(
    rulesBrokenBy(
      'apps/server/src/platform/planted.ts',
      "import { systemActor } from '../modules/access/index.ts'\nconsole.log(systemActor)\n",
    ),
  ).toContain('platform-knows-no-module')
})

test('a module reaches another only through its index', () => {
  expect(
    rulesBrokenBy(
      'apps/server/src/modules/notices/planted.ts',
      "import { insertArea } from '../areas/areas.store.ts'\nconsole.log(insertArea)\n",
    ),
  ).toContain('modules-through-their-index')
  expect(
    rulesBrokenBy(
      'apps/server/src/modules/notices/planted.ts',
      "import { insertArea } from '../areas/index.ts'\nconsole.log(insertArea)\n",
    ),
  ).toEqual([])
})

test('a front end imports neither the server nor the other front end', () => {
  expect(
    rulesBrokenBy(
      'apps/phone/src/planted.ts',
      "import { systemClock } from '../../server/src/platform/clock.ts'\nconsole.log(systemClock)\n",
    ),
  ).toContain('front-ends-stand-alone')
  expect(rulesBrokenBy('apps/phone/src/planted.ts', "import '../../console/src/main.tsx'\n")).toContain('front-ends-stand-alone')
})

test('the contract imports nobody, and the rules of a matter reach no database', () => {
  expect(
    rulesBrokenBy('packages/contract/src/planted.ts', "import { createClient } from '@linli/client'\nconsole.log(createClient)\n"),
  ).toContain('contract-imports-nobody')
  expect(
    rulesBrokenBy(
      'apps/server/src/modules/matters/actions/planted.ts',
      "import { openDb } from '../../../platform/db.ts'\nconsole.log(openDb)\n",
    ),
  ).toContain('rules-are-pure')
})
