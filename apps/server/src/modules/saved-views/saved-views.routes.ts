import { mostSavedViews, routes } from '@linli/contract'
import type { Clock } from '../../platform/clock.ts'
import { type Db, inTransaction, sqlStateOf, uniqueViolation } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { inTransactionOnce } from '../../platform/idempotency.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { deleteSavedView, findSavedViews, insertSavedView, lockSavedViews, orderSavedViews, updateSavedView } from './saved-views.store.ts'

/** Lists somebody looks at again and again. They belong to their account alone; those of others do not exist. */
export function savedViewRoutes(serve: Serve<Actor>, { db, clock }: { db: Db; clock: Clock }): void {
  serve(routes.listSavedViews, async ({ caller }) => ({ items: await findSavedViews(db.read, accountOf(caller)) }))

  serve(routes.saveView, ({ caller, body, intention }) =>
    inTransactionOnce(db, intention, clock.now(), async (tx) => {
      const accountId = accountOf(caller)
      const mine = await lockSavedViews(tx, accountId)
      if (mine.length >= mostSavedViews) throw new LinliError('too_many_saved_views')
      const at = clock.now()
      const view = { id: randomIds.next(at), name: nameOf(body.name), filters: body.filters }
      await insertSavedView(tx, { ...view, accountId, place: mine.length + 1, at })
      return view
    }),
  )

  serve(routes.changeSavedView, async ({ caller, params, body }) => {
    const name = body.name === undefined ? undefined : nameOf(body.name)
    const change = { id: params.viewId, accountId: accountOf(caller), name, filters: body.filters }
    const view = await inTransaction(db, (tx) => updateSavedView(tx, change)).catch((error: unknown) => {
      throw sqlStateOf(error) === uniqueViolation ? new LinliError('already_exists', { cause: error }) : error
    })
    if (!view) throw new LinliError('not_found')
    return view
  })

  serve(routes.orderSavedViews, async ({ caller, body }) => {
    const accountId = accountOf(caller)
    return inTransaction(db, async (tx) => {
      await lockSavedViews(tx, accountId)
      await orderSavedViews(tx, accountId, body.viewIds)
      return { items: await findSavedViews(tx, accountId) }
    })
  })

  serve(routes.removeSavedView, async ({ caller, params }) => {
    const removed = await inTransaction(db, (tx) => deleteSavedView(tx, accountOf(caller), params.viewId))
    if (!removed) throw new LinliError('not_found')
    return undefined
  })
}

function accountOf(caller: Actor): string {
  if (caller.accountId === null) throw new LinliError('not_allowed')
  return caller.accountId
}

function nameOf(typed: string): string {
  const name = typed.trim()
  if (name === '') throw new LinliError('validation_failed', { fields: [{ pointer: '/name', message: 'is empty' }] })
  return name
}
