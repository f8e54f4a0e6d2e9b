import type { MatterKind } from '@linli/contract'
import { testKeys } from '../../testing/constants.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { dueSteps } from './due-step.ts'
import { kinds } from './kinds/index.ts'
import type { Edge } from './kinds/kind.ts'
import type { Matter } from './matter.ts'
import { abilities, isUnseen, maySee, sightOf } from './matter.policy.ts'
import { unborn } from './new-matter.ts'
import { type PreparedAction, prepareAction, prepareBirth } from './perform-action.ts'
import { prepareReport } from './report-matter.ts'
import type { SealedEntry } from './timeline.ts'
import { cast, inGrid, matterWith, pathOf, someone, worldAt } from './world.factory.ts'

const day = 86_400_000
const number = '260318-000001'
const begins = new Date('2026-03-18T02:00:00Z')

/** Whoever may have to do with a matter; a desk has two clerks, because some steps are not for whoever took the one before. */
const players: Record<string, Actor> = { ...cast, 'second clerk': someone('second-clerk', { role: 'desk_clerk', at: 'community' }) }

/** One matter, and another of its kind that it may be merged into or linked to, on a random way. */
export interface Play {
  matter: Matter
  other: Matter
  entries: SealedEntry[]
  now: Date
  ids: { next: number }
}

/** A matter of this kind as it begins; `chance` decides between the possibilities. */
export function beginPlay(kind: MatterKind, chance: number): Play {
  const ids = { next: 0xaa }
  const context = worldAt(begins, ids)
  const other = matterWith({
    id: '00000000-0000-7000-8000-0000000000f0',
    number: '260318-000002',
    reporterAccountId: 'resident',
    hasReceipt: false,
  })
  const made = kind === 'event' ? reported() : begun()
  return { matter: { ...made.after, hasGridWorker: chance % 2 === 0 }, other, entries: [made.entry], now: begins, ids }

  function reported() {
    const request = { input: { text: '路灯不亮', place: inGrid }, actor: cast.reporter, intention: null }
    return prepareReport(testKeys, context, request, number).writable
  }

  function begun() {
    const { begin, private: isPrivate } = kinds[kind]
    const area = context.areas.get('grid')
    if (!begin || !area) throw new Error(`${kind} does not begin so`)
    const actor = kind === 'task' ? cast['desk above'] : kind === 'dispute' || chance % 3 === 0 ? cast.desk : cast.reporter
    const hat = begin.by(actor, area)
    if (!hat) throw new Error(`nobody begins ${kind}`)
    const matter = {
      ...unborn(context, { kind, text: '一件事', source: 'desk', area: { id: 'grid', path: pathOf('grid') ?? '' } }),
      private: isPrivate,
    }
    const decision = begin.decide({ matter, form: beginningOf(kind, chance) as never, origin: null, actor, hat, context })
    const birth = { matter: { ...matter, state: begin.to, ...decision.begun }, change: decision, action: begin.action }
    return prepareBirth(context, birth, { actor, hat }, number)
  }
}

interface Choice {
  actor: Actor
  action: string
  input: object
  assignmentId: string | null
  cardId: string | null
}

/**
 * Takes one of the possible steps, or what the platform does when its time has come; null when nothing is possible. Of the
 * steps that are `wanted` (`action state`) one is taken where it can be; otherwise the way to the nearest of them.
 */
export function playStep(play: Play, chance: number, wanted: ReadonlySet<string> = nothing): PreparedAction | null {
  play.now = new Date(play.now.getTime() + waitFor(play, chance, wanted))
  const due = dueSteps(play.matter, play.now).map(({ action, input }): Choice => ({
    actor: cast.platform,
    action,
    input,
    assignmentId: null,
    cardId: null,
  }))
  const possible = choices(play, chance)
  const turn = possible.length === 0 ? 0 : chance % possible.length
  const inTurn = [...possible.slice(turn), ...possible.slice(0, turn)]
  const steps = stepsTo(play.matter.kind, wanted)
  // Now and then something else, because not every way the table shows is open.
  const inOrder =
    wanted.size === 0 || chance % 5 === 0
      ? inTurn
      : inTurn.toSorted((a, b) => distanceOf(play.matter, a.action, wanted, steps) - distanceOf(play.matter, b.action, wanted, steps))
  for (const choice of [...due, ...inOrder]) {
    const prepared = attempt(play, choice)
    if (!prepared) continue
    play.matter = { ...prepared.after, hasGridWorker: play.matter.hasGridWorker }
    if (prepared.other) play.other = prepared.other.after
    play.entries.push(prepared.entry)
    return prepared
  }
  return null
}

const nothing: ReadonlySet<string> = new Set()

/** Some hours, now and then weeks. Where a step is wanted that only time brings, until it is due. */
function waitFor({ matter, now }: Play, chance: number, wanted: ReadonlySet<string>): number {
  const byTime = matter.clocks.filter((clock) => wanted.has(`${kinds[matter.kind].regimes[clock.kind]?.due} ${matter.state}`))
  if (byTime.length > 0) return Math.max(1, ...byTime.map((clock) => clock.dueAt.getTime() - now.getTime()))
  const days = chance % 11 === 0 ? chance % 40 : 0
  return 1 + ((chance % (wanted.size > 0 ? 90 : 1000)) + days * 1440) * 60_000
}

/** How many steps of the table lead from each state to one that has a wanted step. */
function stepsTo(kind: MatterKind, wanted: ReadonlySet<string>): Map<string, number> {
  const steps = new Map([...wanted].map((step) => [step.split(' ')[1] ?? '', 0]))
  const edges = kinds[kind].edges.filter((edge) => !stays(edge))
  for (let far = 0; far < 15; far++)
    for (const edge of edges)
      if (edge.to.some((to) => steps.get(to) === far)) for (const from of edge.from) if (!steps.has(from)) steps.set(from, far + 1)
  return steps
}

/** Leaves the matter in its state. Claiming stands in the table between the same two states, but leads from the one to the other. */
function stays(edge: Edge): boolean {
  return (
    edge.aside === true ||
    (edge.action !== 'claim' && edge.to.every((state) => edge.from.includes(state)) && edge.from.length === edge.to.length)
  )
}

/** What is asked for is only a step to its ruling. */
const rulings: Record<string, string> = { return: 'rule_return', extend: 'rule_extension', suspend: 'rule_suspension' }

function distanceOf({ kind, state }: Matter, action: string, wanted: ReadonlySet<string>, steps: ReadonlyMap<string, number>): number {
  if (wanted.has(`${action} ${state}`)) return 0
  const ruling = rulings[action]
  if (ruling !== undefined) return 0.5 + distanceOf({ kind, state } as Matter, ruling, wanted, steps)
  const edge = kinds[kind].edges.find((each) => each.action === action && each.from.includes(state))
  const further = !edge || stays(edge) ? [] : edge.to.filter((to) => to !== state)
  return 1 + Math.min(50, ...further.map((to) => steps.get(to) ?? 50))
}

/** Whether there is anybody who may do anything. */
export function maySomebodyAct({ matter }: Play): boolean {
  return Object.entries(players).some(
    ([name, actor]) => name !== 'platform' && maySee(sightOf(actor), matter) && abilities(actor, matter).length > 0,
  )
}

/** Everything anybody may do now with a matter they see, or may act on by a hint. */
function choices({ matter, now, other }: Play, chance: number): Choice[] {
  return Object.entries(players).flatMap(([name, actor]) => {
    if (name === 'platform') return []
    const offered = maySee(sightOf(actor), matter) ? abilities(actor, matter) : []
    const unseen = kinds[matter.kind].edges
      .filter(
        (edge) =>
          isUnseen(matter.kind, edge.action) &&
          edge.from.includes(matter.state) &&
          edge.by(actor, matter, { assignment: null, cardId: null }),
      )
      .map(({ action }) => ({ action, assignmentId: null, cardId: null }))
    return [...offered, ...unseen].map((ability) => ({ ...ability, actor, input: inputFor(ability.action, chance, matter, now, [other]) }))
  })
}

/** Null when a rule refuses what the table offers: a second reminder on one day, a level that may not be skipped. */
function attempt(play: Play, { actor, action, input, assignmentId, cardId }: Choice): PreparedAction | null {
  try {
    return prepareAction(worldAt(play.now, play.ids), play.matter, {
      action,
      input,
      actor,
      expectedVersion: play.matter.version,
      ...(['merge', 'unmerge', 'link'].includes(action) && { other: play.other }),
      ...(assignmentId !== null && { assignmentId }),
      ...(cardId !== null && { cardId }),
    })
  } catch (error) {
    if (error instanceof LinliError) return null
    throw error
  }
}

function beginningOf(kind: MatterKind, chance: number): object {
  switch (kind) {
    case 'task':
      return chance % 2 === 0 ? { toOrganisationId: 'lead' } : { toAreaId: (['grid', 'community', 'street'] as const)[chance % 3] }
    case 'wish':
      return { consent: chance % 2 === 0, alias: '小明' }
    case 'errand':
      return { scope: '代领老年证' }
    default:
      return { about: '噪声', parties: 2 }
  }
}

/** What the organisations and areas that somebody names are called where they play. */
export interface Named {
  lead: string
  helper: string
  other: string
  community: string
  street: string
}

const ofTheSmallWorld: Named = { lead: 'lead', helper: 'helper', other: 'other', community: 'community', street: 'street' }

/** What somebody says who takes this action; `chance` decides between the possibilities. `others` are matters that may be named. */
export function inputFor(
  action: string,
  chance: number,
  matter: Matter,
  now: Date,
  others: readonly Matter[] = [],
  named: Named = ofTheSmallWorld,
): object {
  const dated = (days: number) => new Date(now.getTime() + days * day).toISOString()
  const other = others[chance % Math.max(1, others.length)]?.id ?? matter.id
  const words = { words: '话' }
  switch (action) {
    case 'accept':
      return { categoryCode: 'E01-02', severity: severities[chance % 4] }
    case 'reclassify':
      return { ...words, categoryCode: 'E01-02', severity: severities[(severities.indexOf(matter.severity) + 1 + (chance % 3)) % 4] }
    case 'refuse':
      return { reason: 'other', words: '请联系物业' }
    case 'merge':
      return { mainMatterId: other }
    case 'link':
      return { otherMatterId: other, relation: chance % 2 === 0 ? 'related' : 'child' }
    case 'split':
      return { parts: [{ text: '另一件' }] }
    case 'resolve_place':
      return { areaId: matter.areaId, address: '某路 1 号' }
    case 'send_down':
      return { ...words, toAreaId: chance % 2 === 0 ? named.community : named.street }
    case 'dispatch':
      return dispatchFor(chance, matter, named)
    case 'return':
      return { reason: 'not_our_duty', words: '不属于我们' }
    case 'extend':
      return { ...words, days: 1 + (chance % 2) }
    case 'suspend':
      return { ...words, planDate: dated(1 + (chance % 60)) }
    case 'rule_return':
    case 'rule_extension':
    case 'rule_suspension':
      return { granted: chance % 3 !== 0 }
    case 'progress':
      return { ...words, visibility: chance % 2 === 0 ? 'public' : 'internal' }
    case 'finish':
      return { result: '已处理', publicAnswer: '已处理好' }
    case 'verify':
      return { passed: chance % 3 !== 0, note: '看过了' }
    case 'rate':
      return { solved: chance % 2 === 0, stars: 1 + (chance % 5) }
    case 'call_back':
      return chance % 3 === 0 ? { reached: false } : { reached: true, verdict: { solved: chance % 2 === 0, stars: 1 + (chance % 5) } }
    case 'solve_on_spot':
      return { result: '当场清理' }
    case 'join':
      return { followerId: `follower-${chance}`, receiptHash: null }
    case 'claim_wish':
      return { organisationId: chance % 2 === 0 ? 'lead' : 'helper' }
    case 'call_back_wish':
      return { granted: chance % 2 === 0 }
    case 'publish':
      return { alias: '小明' }
    case 'finish_task':
      return { result: '已办' }
    case 'check':
      return { passed: chance % 2 === 0 }
    case 'list_missing':
    case 'receive_papers':
      return { papers: ['户口本'] }
    case 'hand_back_papers':
      return { papers: (matter.form['held'] as string[] | undefined)?.slice(0, 1) ?? [] }
    case 'call_back_errand':
      return { satisfied: chance % 2 === 0 }
    case 'accept_dispute':
      return { mediatorOrganisationId: 'helper' }
    case 'hold_session':
      return { ...words, heldAt: now.toISOString() }
    case 'agree':
      return { terms: '各让一步' }
    case 'follow_up':
      return { ...words, kept: chance % 2 === 0, mediateAgain: chance % 3 === 0 }
    case 'supervise':
      return { level: (['ordinary', 'yellow', 'red'] as const)[chance % 3], instruction: '请抓紧' }
    default:
      return words
  }
}

const severities = ['ordinary', 'urgent', 'complex', 'major'] as const

/** Another lead now and then, helpers by whistle or with a limit of their own; a helper keeps its share when the lead gives back its own. */
function dispatchFor(chance: number, matter: Matter, named: Named): object {
  const lead = matter.state === 'in_progress' && chance % 2 === 0 ? named.other : named.lead
  const isFree = !matter.assignments.some(
    (each) => each.organisationId === named.helper && (each.state === 'dispatched' || each.state === 'claimed'),
  )
  const helpers = isFree && (chance % 3 !== 0 || matter.state === 'in_progress') ? [named.helper] : []
  const shares = helpers.map((organisationId) => ({
    organisationId,
    whistle: chance % 2 === 1,
    ...(chance % 5 === 2 && { limit: { amount: 2, unit: 'working_hours' } }),
  }))
  return { leadOrganisationId: lead, coHandlerOrganisationIds: helpers, shares }
}
