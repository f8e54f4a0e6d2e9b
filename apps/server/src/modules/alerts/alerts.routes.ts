import { type AlertDetail, type MatterRow, type Permission, permissionsOfRole, routes } from '@linli/contract'
import type { Serve } from '../../platform/http.ts'
import { inTransactionOnce } from '../../platform/idempotency.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import type { AreaTree } from '../areas/index.ts'
import { uppermostOf } from '../figures/index.ts'
import { beginMatter, contextAt, type MatterTools, performAction, rowsOf } from '../matters/index.ts'
import { presentAlert, presentDetail, presentLook } from './alert.presenter.ts'
import { type AlertRow, findAlert, findAlerts, findLooks, findMattersBehind, findNumber } from './alerts.queries.ts'
import { finishLapsed, setAside, turnInto } from './settle-alert.ts'

/** What stands out in somebody's areas, what it is made of, and what becomes of it. */
export function alertRoutes(serve: Serve<Actor>, tools: MatterTools): void {
  const { db, clock, books } = tools
  const tree = () => books.areas.get()

  serve(routes.listAlerts, async ({ query, caller }) => {
    const areaPaths = pathsOf(caller, 'alerts.read', tree(), query.areaId)
    const { kind, state, limit = 50 } = query
    const after = isId(query.after) ? query.after : undefined
    const [{ rows, next }, looks] = await Promise.all([findAlerts(db.read, { areaPaths, kind, state, after, limit }), findLooks(db.read)])
    const now = clock.now()
    return { items: rows.map((row) => presentAlert(row, tree(), now)), next, looks: looks.map(presentLook) }
  })

  serve(routes.getAlert, async ({ params, caller }) => detailOf(caller, await alertFor(caller, 'alerts.read', params.alertId)))

  serve(routes.setAlertAside, async ({ params, body, caller, intention }) => {
    const reason = body.reason.trim()
    if (reason === '') throw new LinliError('validation_failed', { fields: [{ pointer: '/reason', message: 'is empty' }] })
    await alertFor(caller, 'alerts.handle', params.alertId)
    const now = clock.now()
    await inTransactionOnce(db, intention, now, (tx) => setAside(tx, { alertId: params.alertId, accountId: caller.accountId, now }, reason))
    return undefined
  })

  serve(routes.turnAlertIntoTask, async ({ params, body, caller, intention }) => {
    const alert = await alertFor(caller, 'alerts.handle', params.alertId)
    const { text, ...form } = body
    const now = clock.now()
    const receipt = await turnInto(db, 'task', { alertId: alert.id, accountId: caller.accountId, intention, now }, () =>
      beginMatter(tools, contextAt(books, now), {
        kind: 'task',
        body: { text, areaId: alert.area_id, form },
        actor: caller,
        intention,
      }),
    )
    tools.wakeup.signal('matters')
    return receipt
  })

  serve(routes.turnAlertIntoSupervision, async ({ params, body, caller, intention }) => {
    const alert = await alertFor(caller, 'alerts.handle', params.alertId)
    const { matterId, ...input } = body
    const { ids } = await findMattersBehind(db.read, alert, codesOf(alert))
    if (!ids.includes(matterId)) throw new LinliError('not_found')
    const now = clock.now()
    const receipt = await turnInto(db, 'supervision', { alertId: alert.id, accountId: caller.accountId, intention, now }, () =>
      performAction(db, contextAt(books, now), { action: 'supervise', matterId, input, expectedVersion: null, actor: caller, intention }),
    )
    tools.wakeup.signal('matters')
    return receipt
  })

  async function alertFor(caller: Actor, right: Permission, alertId: string): Promise<AlertRow> {
    const areaPaths = pathsOf(caller, right, tree(), undefined)
    const alert = await findAlert(db.read, alertId, areaPaths)
    if (!alert) throw new LinliError('not_found')
    if (alert.state !== 'open' || alert.claim_key === null) return alert
    await finishLapsed(db, alertId, clock.now())
    return (await findAlert(db.read, alertId, areaPaths)) ?? alert
  }

  async function detailOf(caller: Actor, alert: AlertRow): Promise<AlertDetail> {
    const now = clock.now()
    const { ids, count } = await findMattersBehind(db.read, alert, codesOf(alert))
    const [matters, outcomeNumber] = await Promise.all([
      rowsOf(tools, caller, ids, now),
      alert.taken_matter_id === null ? null : findNumber(db.read, alert.taken_matter_id),
    ])
    return presentDetail(presentAlert(alert, tree(), now), alert, {
      matters,
      count,
      outcomeNumber,
      abilities: abilitiesOf(caller, alert, matters, tree()),
    })
  }

  /** The category and those below it. */
  function codesOf(alert: AlertRow): string[] {
    const { all, ended } = books.categories.get()
    return [...all(), ...ended()]
      .map(({ code }) => code)
      .filter((code) => code === alert.category_code || uppermostOf(code) === alert.category_code)
  }
}

/** A cursor somebody made up is none. */
function isId(cursor: string | undefined): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor ?? '')
}

/** Whoever looks after the area may do what is done; a card is raised by a supervisor, or by the desk above the one that answers for the matter. */
function abilitiesOf(caller: Actor, alert: AlertRow, matters: readonly MatterRow[], tree: AreaTree): AlertDetail['abilities'] {
  const posts = postsWith(caller, 'alerts.handle').filter((post) => alert.area_path.startsWith(post.areaPath ?? ''))
  if (alert.state !== 'open' || posts.length === 0) return []
  const maySupervise = matters.some(({ area }) =>
    posts.some((post) => post.role === 'supervisor' || post.areaId !== tree.deskOf(area.id)?.id),
  )
  return ['task', ...(maySupervise ? (['supervision'] as const) : []), 'set_aside']
}

/** The areas in which somebody has this right, narrowed to one of them or below. Throws `not_found` for an area outside. */
function pathsOf(caller: Actor, right: Permission, tree: AreaTree, areaId: string | undefined): string[] {
  const paths = pathsWith(caller, right)
  if (areaId === undefined) return paths
  const area = tree.get(areaId)
  if (!area || !paths.some((path) => area.path.startsWith(path))) throw new LinliError('not_found')
  return [area.path]
}

function pathsWith(caller: Actor, right: Permission): string[] {
  return postsWith(caller, right).flatMap(({ areaPath }) => areaPath ?? [])
}

function postsWith(caller: Actor, right: Permission) {
  return caller.posts.filter((post) => post.areaPath !== null && permissionsOfRole[post.role].includes(right))
}
