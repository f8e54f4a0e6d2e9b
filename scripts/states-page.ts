import { kinds } from '../apps/server/src/modules/matters/kinds/index.ts'
import type { Edge, Kind } from '../apps/server/src/modules/matters/kinds/kind.ts'

/** docs/states.md: the state graph of every kind of matter, drawn from its table. */
export function statesPage(): string {
  return `${[
    '# States',
    'Generated from the tables in [kinds](../apps/server/src/modules/matters/kinds/) by `npm run generate`; `npm test -- generated` checks it.',
    'Each picture shows the ways from state to state. What leaves the state as it is stands in the table only. `who` is the name of ' +
      'the right, a function in [rights.ts](../apps/server/src/modules/matters/rights.ts) or in the kind’s own file; `platformItself` is a ' +
      'timer. ▪ marks what changes nothing others decide on, and so outdates no form that somebody is filling in.',
    ...Object.values(kinds).flatMap(sectionOf),
  ].join('\n\n')}\n`
}

function sectionOf(kind: Kind): string[] {
  return [`## ${kind.words.en} ${kind.words.zh}`, pictureOf(kind), clocksOf(kind), tableOf(kind)]
}

function pictureOf(kind: Kind): string {
  const names = Object.entries(kind.states).map(([state, { zh }]) => `    state "${zh} ${state}" as ${state}`)
  const ways = new Map<string, Set<string>>()
  const way = (from: string, to: string, action: string) => {
    const key = `${from} --> ${to}`
    ways.set(key, (ways.get(key) ?? new Set()).add(action))
  }
  const first = kind.begin?.to ?? 'reported'
  way('[*]', first, kind.begin?.action ?? 'report')
  // A grid worker may also report what is solved already (domain.md §2 solve_on_spot).
  if (!kind.begin) way('[*]', 'verified', 'solve_on_spot')
  for (const { action, from, to, aside } of kind.edges)
    for (const one of from) for (const other of to) if (one !== other && !aside) way(one, other, action)
  for (const [state, { ended }] of Object.entries(kind.states)) if (ended) ways.set(`${state} --> [*]`, new Set())
  const lines = [...ways].map(([key, actions]) => `    ${key}${actions.size > 0 ? `: ${[...actions].join(', ')}` : ''}`)
  return ['```mermaid', 'stateDiagram-v2', ...names, ...lines, '```'].join('\n')
}

/** What runs in a state: of each group one clock must. */
function clocksOf(kind: Kind): string {
  const rows = Object.entries(kind.states).map(([state, { zh, en, clocks, ended }]) => {
    const runs = ended ? 'none: it has ended' : clocks.map((group) => group.join(' or ')).join(', ')
    return `| \`${state}\` | ${zh} | ${en} | ${runs} |`
  })
  return ['| state | 中文 | in English | clocks that run |', '|---|---|---|---|', ...rows].join('\n')
}

function tableOf(kind: Kind): string {
  const begins = kind.begin
    ? [`| \`${kind.begin.action}\` | – | \`${kind.begin.to}\` | whoever may begin one there | ${kind.begin.rule} |`]
    : []
  return ['| action | from | to | who | rule |', '|---|---|---|---|---|', ...begins, ...kind.edges.map(rowOf)].join('\n')
}

function rowOf({ action, from, to, by, on, aside, rule }: Edge): string {
  const same = from.length > 1 && from.join() === to.join()
  const what = `\`${action}\`${aside ? ' ▪' : ''}${on ? ` (${on})` : ''}`
  return `| ${what} | ${list(from)} | ${same ? 'one of these' : list(to)} | \`${by.name}\` | ${rule} |`
}

function list(states: readonly string[]): string {
  return states.map((state) => `\`${state}\``).join(', ')
}
