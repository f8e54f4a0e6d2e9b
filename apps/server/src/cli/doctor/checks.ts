import { chains } from './chains.ts'
import type { Check, Examined, Finding } from './check.ts'
import { clocks } from './clocks.ts'
import { figures } from './figures.ts'
import { files } from './files.ts'
import { followers } from './followers.ts'
import { nextActors } from './next-actors.ts'
import { rules } from './rules.ts'

/** What the doctor looks at, in this order. A new check is a file beside and a name here. */
const checks: readonly Check[] = [chains, rules, nextActors, clocks, followers, figures, files]

/** Runs every check; changes nothing. */
export async function examine(examined: Examined): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const check of checks) findings.push(...(await check(examined)))
  return findings
}

/** One line a finding: ✓ when nothing is wrong, · for what is only worth knowing. */
export function lineOf({ what, checked, wrong, examples, isNotice }: Finding): string {
  const sign = wrong === 0 ? '✓' : isNotice ? '·' : '✗'
  return `${sign} ${what}: ${wrong} ${isNotice ? 'found' : 'wrong'} of ${checked}${examples.map((example) => `\n    ${example}`).join('')}`
}

/** The figures of `--json`: what was checked, what is wrong, and each finding by its name. */
export function figuresOf(findings: readonly Finding[]): Record<string, number> {
  const wrong = findings.reduce((sum, found) => sum + (found.isNotice ? 0 : found.wrong), 0)
  const named = findings.map(({ what, wrong: count }) => [
    what
      .replaceAll(/\(.*\)|[^a-z ]/g, '')
      .trim()
      .replaceAll(' ', '_'),
    count,
  ])
  return { checked: findings[0]?.checked ?? 0, broken: findings[0]?.wrong ?? 0, wrong, ...Object.fromEntries(named) }
}
