import type { RoutingTrial } from '@linli/contract'
import type { AreaTree } from '../areas/index.ts'
import type { RoutingBook, RoutingRule } from './routing.ts'
import type { PastMatter } from './routing.queries.ts'

/** How many examples a page has. */
const pageSize = 20

/** What a rule set would have proposed for past matters, against where they went first. Pure; `after` is the number of the last example seen. */
export function tryRules(
  tried: { book: RoutingBook; rules: readonly RoutingRule[]; areas: AreaTree },
  past: readonly PastMatter[],
  after?: string,
): RoutingTrial {
  const { book, rules, areas } = tried
  const positionOf = new Map(rules.map((rule, index) => [rule.id, index + 1]))
  const perRule = rules.map((rule, index) => ({ ruleId: rule.id, position: index + 1, hits: 0, elsewhere: 0 }))
  const byDefault = { hits: 0, elsewhere: 0 }
  const counts = { compared: 0, elsewhere: 0, notDispatched: 0, withoutProposal: 0 }
  const moved: Moved[] = []

  for (const matter of past) {
    const area = areas.get(matter.areaId)
    const proposal = book.propose({ ...matter, areaClass: area?.areaClass ?? 'town', at: matter.acceptedAt })
    if (matter.firstLeadId === null) counts.notDispatched += 1
    if (proposal === null) {
      counts.withoutProposal += 1
      continue
    }
    const position = proposal.ruleId === null ? null : (positionOf.get(proposal.ruleId) ?? null)
    const tally = (position === null ? undefined : perRule[position - 1]) ?? byDefault
    tally.hits += 1
    if (matter.firstLeadId === null) continue
    counts.compared += 1
    if (matter.firstLeadId === proposal.leadOrganisationId) continue
    counts.elsewhere += 1
    tally.elsewhere += 1
    const isDecidedByWords = position !== null && (rules[position - 1]?.conditions.words.length ?? 0) > 0
    moved.push(
      isDecidedByWords
        ? null
        : {
            matterId: matter.id,
            number: matter.number,
            categoryCode: matter.categoryCode,
            areaName: area?.name ?? '',
            fromOrganisationId: matter.firstLeadId,
            toOrganisationId: proposal.leadOrganisationId,
            position,
          },
    )
  }

  return {
    examined: past.length,
    earliest: past.at(-1)?.reportedAt.toISOString() ?? null,
    latest: past[0]?.reportedAt.toISOString() ?? null,
    ...counts,
    byDefault,
    rules: perRule,
    moves: movesIn(moved),
    examples: pageOf(moved, after),
  }
}

type Moved = RoutingTrial['examples']['items'][number] | null

function movesIn(moved: readonly Moved[]): RoutingTrial['moves'] {
  const told = moved.filter((each) => each !== null)
  return [...Map.groupBy(told, (each) => `${each.fromOrganisationId} ${each.toOrganisationId}`).values()]
    .flatMap((same) => {
      const [first] = same
      return first ? [{ fromOrganisationId: first.fromOrganisationId, toOrganisationId: first.toOrganisationId, count: same.length }] : []
    })
    .toSorted((one, other) => other.count - one.count)
}

function pageOf(moved: readonly Moved[], after: string | undefined): RoutingTrial['examples'] {
  const shown = moved.filter((each) => each !== null)
  const start = after === undefined ? 0 : shown.findIndex((each) => each.number === after) + 1
  const items = shown.slice(start, start + pageSize)
  return { items, next: start + pageSize < shown.length ? (items.at(-1)?.number ?? null) : null, hidden: moved.length - shown.length }
}
