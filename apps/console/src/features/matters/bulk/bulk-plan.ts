import type { CategorySuggestion, Matter, RoutingProposal, Severity } from '@linli/contract'
import { api } from '../../../app/api.ts'
import { sureFrom } from '../../../parts/category-chips.tsx'
import { fieldsOf } from '../actions/use-proposal.ts'
import { bodyOf } from '../actions/dispatch-form.tsx'

export type BulkAction = 'accept' | 'dispatch'

/** What is going to happen to one of the chosen matters, or why nothing can. */
export type Plan = { matterId: string; matter: Matter | null } & (
  | { can: 'accept'; key: string; categoryCode: string; severity: Severity }
  | { can: 'dispatch'; key: string; proposal: RoutingProposal }
  | { can: null; because: 'notNow' | 'noCategory' | 'noProposal' | 'unread' }
)
export type Doable = Exclude<Plan, { can: null }>

export function isDoable(plan: Plan): plan is Doable {
  return plan.can !== null
}

/** Reads a chosen matter and says what would be done. The key is made here, once: trying again after a lost answer never acts twice. */
export async function planFor(
  action: BulkAction,
  matterId: string,
  severityOf: (categoryCode: string) => Severity | undefined,
): Promise<Plan> {
  const matter = await api.getMatter({ params: { matterId } }).catch(() => null)
  if (!matter) return { matterId, matter, can: null, because: 'unread' }
  const common = { matterId, matter, key: crypto.randomUUID() }
  const allowed = matter.abilities.some((ability) => ability.action === action)
  if (!allowed || (action === 'dispatch' && matter.state !== 'accepted')) return { matterId, matter, can: null, because: 'notNow' }
  if (action === 'dispatch')
    return matter.proposal
      ? { ...common, can: 'dispatch', proposal: matter.proposal }
      : { matterId, matter, can: null, because: 'noProposal' }
  const categoryCode = matter.categoryCode ?? sureOf(await suggestionsFor(matter.text))
  if (categoryCode === null) return { matterId, matter, can: null, because: 'noCategory' }
  const severity = matter.severity === 'urgent' ? 'urgent' : (severityOf(categoryCode) ?? matter.severity)
  return { ...common, can: 'accept', categoryCode, severity }
}

/** Does what was planned, on the version that was shown. */
export function carryOut(plan: Doable): Promise<unknown> {
  const expectedVersion = plan.matter?.version ?? 0
  const common = { params: { matterId: plan.matterId }, idempotencyKey: plan.key }
  if (plan.can === 'accept') {
    const { categoryCode, severity } = plan
    return api.acceptMatter({ ...common, body: { expectedVersion, categoryCode, severity } })
  }
  return api.dispatchMatter({ ...common, body: { expectedVersion, ...bodyOf(fieldsOf(plan.proposal)) } })
}

async function suggestionsFor(text: string): Promise<readonly CategorySuggestion[]> {
  const answer = await api.suggestCategories({ body: { text: text.slice(0, 2000) } }).catch(() => null)
  return answer?.items ?? []
}

function sureOf([best]: readonly CategorySuggestion[]): string | null {
  return best && best.confidence >= sureFrom ? best.code : null
}
