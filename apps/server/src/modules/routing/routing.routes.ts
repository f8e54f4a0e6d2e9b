import { permissionsOfRole, type RoutingDraft, type RoutingVersion, routes } from '@linli/contract'
import type { Cached } from '../../platform/cached.ts'
import type { Clock } from '../../platform/clock.ts'
import { type Db, inTransaction } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { inTransactionOnce } from '../../platform/idempotency.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Wakeup } from '../../platform/wakeup.ts'
import { type Actor, mayInWholeCity } from '../access/index.ts'
import type { AreaTree } from '../areas/index.ts'
import { writeAudit } from '../audit/index.ts'
import type { CategoryBook } from '../categories/index.ts'
import type { OrganisationBook } from '../people/index.ts'
import { checkRules, forbidPublishing } from './check-rules.ts'
import type { RoutingBook, RoutingRule } from './routing.ts'
import { compileRouting } from './routing-book.ts'
import {
  findDraft,
  findPastMatters,
  findVersion,
  findVersionHeads,
  nothingPublished,
  readSuccessions,
  type StoredDraft,
  type StoredVersion,
} from './routing.queries.ts'
import { deleteDraft, insertVersion, lockRouting, saveDraft } from './routing.store.ts'
import type { RoutingWorld } from './routing-world.ts'
import { tryRules } from './try-rules.ts'

export interface RoutingTools {
  db: Db
  clock: Clock
  wakeup: Wakeup
  areas: Cached<AreaTree>
  organisations: Cached<OrganisationBook>
  categories: Cached<CategoryBook>
  routing: Cached<RoutingBook>
}

/** A trial looks back so far: what was before says little about the city of today. */
const triedDays = 365

export function routingRoutes(serve: Serve<Actor>, tools: RoutingTools): void {
  const now = () => tools.clock.now()

  serve(routes.getRouting, async () => presentVersion(tools, (await findVersion(tools.db.read)) ?? nothingPublished))

  serve(routes.listRoutingVersions, async () => ({ items: await findVersionHeads(tools.db.read) }))

  serve(routes.getRoutingVersion, async ({ params }) => presentVersion(tools, await requireVersion(tools, params.number)))

  serve(routes.getRoutingDraft, async ({ caller }) => {
    const draft = await findDraft(tools.db.read, accountOf(caller))
    return { draft: draft ? await presentDraft(tools, draft) : null }
  })

  serve(routes.saveRoutingDraft, async ({ body: { revision, ...content }, caller }) =>
    presentDraft(tools, await inTransaction(tools.db, (tx) => saveDraft(tx, accountOf(caller), revision, content, now()))),
  )

  serve(routes.takeBackRoutingVersion, async ({ params, body, caller }) => {
    const { rules, number } = await requireVersion(tools, params.number)
    const content = {
      basedOn: (await findVersion(tools.db.read))?.number ?? 0,
      note: `取回第 ${number} 版 / Version ${number} again`,
      rules,
    }
    return presentDraft(tools, await inTransaction(tools.db, (tx) => saveDraft(tx, accountOf(caller), body.revision, content, now())))
  })

  serve(routes.discardRoutingDraft, async ({ caller }) => {
    await inTransaction(tools.db, (tx) => deleteDraft(tx, accountOf(caller)))
    return undefined
  })

  serve(routes.checkRoutingRules, async ({ body }) => ({ findings: checkRules(body.rules, await worldNow(tools)) }))

  serve(routes.tryRoutingDraft, async ({ body, caller }) => {
    const draft = requireDraft(await findDraft(tools.db.read, accountOf(caller)), body.revision)
    const paths = readablePaths(caller)
    const since = new Date(now().getTime() - triedDays * 86_400_000)
    await auditTrial(tools, caller, draft)
    const past = await findPastMatters(tools.db.read, { paths, since, most: body.matters ?? 500 })
    const world = await worldNow(tools)
    const book = compileRouting({ number: 0, rules: draft.rules }, world)
    return tryRules({ book, rules: draft.rules, areas: world.areas }, past, body.after)
  })

  serve(routes.publishRouting, async ({ body, caller, intention }) => {
    const tops = tools.areas.get().childrenOf(null)
    if (
      !mayInWholeCity(
        caller,
        'rules.write',
        tops.map((area) => area.path),
      )
    )
      throw new LinliError('not_allowed')
    const world = await worldNow(tools)
    const at = now()
    const answer = await inTransactionOnce(tools.db, intention, at, async (tx) => {
      const accountId = accountOf(caller)
      // Before the draft is read: what is saved meanwhile must not be deleted with it.
      await lockRouting(tx)
      const draft = requireDraft(await findDraft(tx, accountId), body.revision)
      const number = await insertVersion(tx, { ...body, accountId, rules: draft.rules }, at)
      if (forbidPublishing(checkRules(draft.rules, world))) throw new LinliError('rules_refused')
      await deleteDraft(tx, accountId)
      const detail = { ruleCount: draft.rules.length, basedOn: draft.basedOn }
      await writeAudit(tx, { accountId, action: 'routing_published', objectKind: 'routing_version', objectId: String(number), detail }, at)
      return {
        number,
        publishedAt: at.toISOString(),
        publishedBy: caller.displayName,
        note: body.note,
        ruleCount: draft.rules.length,
      }
    })
    await tools.routing.refresh()
    tools.wakeup.signal('rules')
    return answer
  })

  serve(routes.proposeRouting, async ({ body }) => {
    const area = tools.areas.get().get(body.areaId)
    if (!area) throw new LinliError('not_found')
    const at = body.at === undefined ? now() : new Date(body.at)
    const proposal = tools.routing.get().propose({ ...body, areaPath: area.path, areaClass: area.areaClass, at })
    return { proposal: proposal && { ...proposal, coHandlerOrganisationIds: [...proposal.coHandlerOrganisationIds] } }
  })
}

async function worldNow(tools: RoutingTools): Promise<RoutingWorld> {
  const successors = await readSuccessions(tools.db.read)
  return {
    areas: tools.areas.get(),
    organisations: tools.organisations.get(),
    categories: tools.categories.get(),
    successorsOf: (id) => successors.get(id) ?? [],
  }
}

async function presentVersion(tools: RoutingTools, version: StoredVersion): Promise<RoutingVersion> {
  return { ...version, findings: checkRules(version.rules, await worldNow(tools)) }
}

async function presentDraft(tools: RoutingTools, draft: StoredDraft): Promise<RoutingDraft> {
  return { ...draft, savedAt: draft.savedAt.toISOString(), findings: checkRules(draft.rules, await worldNow(tools)) }
}

async function requireVersion(tools: RoutingTools, number: number): Promise<StoredVersion> {
  const version = await findVersion(tools.db.read, number)
  if (!version) throw new LinliError('not_found')
  return version
}

function requireDraft(draft: StoredDraft | undefined, revision: number): StoredDraft {
  if (!draft) throw new LinliError('not_found')
  if (draft.revision !== revision) throw new LinliError('draft_changed')
  return draft
}

/** Where the caller keeps rules: null for the whole city. */
function readablePaths(caller: Actor): string[] | null {
  const posts = caller.posts.filter((post) => permissionsOfRole[post.role].includes('rules.write'))
  const paths = posts.flatMap((post) => (post.areaPath === null ? [] : [post.areaPath]))
  return paths.length < posts.length ? null : paths
}

/** Words in rules ask what matters say, so what was asked is on record. */
async function auditTrial(tools: RoutingTools, caller: Actor, draft: StoredDraft): Promise<void> {
  const words = draft.rules.flatMap((rule: RoutingRule) => rule.conditions.words).slice(0, 500)
  const detail = { ruleCount: draft.rules.length, words }
  const entry = { accountId: accountOf(caller), action: 'routing_tried', objectKind: 'routing_draft', objectId: null, detail }
  await inTransaction(tools.db, (tx) => writeAudit(tx, entry, tools.clock.now()))
}

function accountOf(caller: Actor): string {
  if (caller.accountId === null) throw new LinliError('not_allowed')
  return caller.accountId
}
