import { type KindDescription, routes } from '@linli/contract'
import type { Serve } from '../../platform/http.ts'
import type { Intention } from '../../platform/idempotency.ts'
import { LinliError } from '../../platform/problem.ts'
import { requireValid } from '../../platform/validation.ts'
import type { Actor } from '../access/index.ts'
import { beginMatter } from './begin-matter.ts'
import { kinds } from './kinds/index.ts'
import type { Edge, Kind } from './kinds/kind.ts'
import { loadMatter } from './matter.load.ts'
import { maySee, sightOf } from './matter.policy.ts'
import { contextAt, type MatterTools } from './matter.tools.ts'
import { performAction } from './perform-action.ts'

/** The routes all kinds share: what they are, how they begin, and their steps. */
export function kindRoutes(serve: Serve<Actor>, tools: MatterTools, committed: (action: string) => void): void {
  const described = Object.values(kinds).map(describe)
  serve(routes.listKinds, async () => ({ items: described }))

  serve(routes.beginMatter, async ({ params, body, caller, intention }) => {
    const context = contextAt(tools.books, tools.clock.now())
    const receipt = await beginMatter(tools, context, { kind: params.kind, body, actor: caller, intention })
    committed(kinds[params.kind].begin?.action ?? params.kind)
    return receipt
  })

  serve(routes.takeStep, async ({ params: { matterId }, body, caller, intention }) => {
    const context = contextAt(tools.books, tools.clock.now())
    const form = body.form ?? {}
    const edges = await stepOf(tools, caller, matterId, body.action, intention)
    if (edges) requireForm(edges, form)
    const receipt = await performAction(
      tools.db,
      context,
      {
        action: body.action,
        matterId,
        ...(body.assignmentId !== undefined && { assignmentId: body.assignmentId }),
        input: form,
        expectedVersion: body.expectedVersion,
        actor: caller,
        intention,
      },
      tools.numbers,
    )
    committed(body.action)
    return receipt
  })
}

/**
 * The edges of this action in the matter's own table. What the caller may not see has none, unless it may be acted on by a
 * hint. Null when the step has been answered before: that answer counts, whoever sees the matter today.
 */
async function stepOf(tools: MatterTools, caller: Actor, matterId: string, action: string, intention: Intention): Promise<Edge[] | null> {
  const { matter, stored } = await loadMatter(tools.db, matterId, intention, tools.clock.now())
  if (stored) return null
  if (!matter) throw new LinliError('not_found')
  const edges = kinds[matter.kind].edges.filter((edge) => edge.action === action)
  if (!maySee(sightOf(caller), matter) && !edges.some((edge) => edge.unseen && edge.form)) throw new LinliError('not_found')
  return edges
}

/** Steps with a form are taken here; those of the event table have routes of their own. */
function requireForm(edges: readonly Edge[], form: Record<string, unknown>): void {
  const schema = edges.find((edge) => edge.form)?.form
  if (!schema) throw new LinliError('action_not_possible')
  requireValid(schema, form, '/form')
}

function describe(kind: Kind): KindDescription {
  const actions = new Map<string, KindDescription['actions'][number]>()
  for (const edge of kind.edges) {
    const known = actions.get(edge.action)
    actions.set(edge.action, {
      word: edge.action,
      zh: kind.actions[edge.action]?.zh ?? '',
      en: kind.actions[edge.action]?.en ?? '',
      from: [...new Set([...(known?.from ?? []), ...edge.from])],
      to: [...new Set([...(known?.to ?? []), ...edge.to])],
      onAssignment: edge.on === 'assignment',
      rule: known ? `${known.rule}; ${edge.rule}` : edge.rule,
      form: (edge.form as Record<string, unknown> | undefined) ?? null,
    })
  }
  return {
    kind: kind.kind,
    ...kind.words,
    states: Object.entries(kind.states).map(([word, { zh, en, ended }]) => ({ word, zh, en, ended })),
    actions: [...actions.values()],
  }
}
