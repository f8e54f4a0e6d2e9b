import { type CategoryEntry, routes } from '@linli/contract'
import type { Cached } from '../../platform/cached.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Db, Transaction } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { inTransactionOnce, type Intention } from '../../platform/idempotency.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Wakeup } from '../../platform/wakeup.ts'
import { type Actor, mayInWholeCity } from '../access/index.ts'
import type { AreaTree } from '../areas/index.ts'
import { writeAudit } from '../audit/index.ts'
import type { OrganisationBook } from '../people/index.ts'
import { type CategoryBook, readEntries } from './category-book.ts'
import { type CategoryFields, closeCategory, insertCategories, lockCategories, requireEntry, updateCategory } from './categories.store.ts'
import { departmentFits, hasKinds, parentFits } from './category-fit.ts'
import { importCategories, previewCategories } from './import-categories.ts'

export interface CategoryTools {
  db: Db
  clock: Clock
  wakeup: Wakeup
  areas: Cached<AreaTree>
  organisations: Cached<OrganisationBook>
  categories: Cached<CategoryBook>
  /** Reads again what was made with the categories, before a change is answered. */
  categoriesChanged(): Promise<void>
}

export function categoryRoutes(serve: Serve<Actor>, tools: CategoryTools): void {
  const isDepartment = (code: string) => tools.organisations.get().byCode(code)?.endedAt === null

  serve(routes.listCategories, async () => ({
    items: [...tools.categories.get().all()],
    ended: [...tools.categories.get().ended()],
  }))

  serve(routes.listCategoryEntries, async () => ({ items: await readEntries(tools.db.read) }))

  serve(routes.createCategory, async ({ body, caller, intention }) =>
    changeCategories(tools, caller, intention, async (tx, at) => {
      requireFit(body, await readEntries(tx), isDepartment)
      await insertCategories(tx, [body])
      await audit(tx, caller, 'category_added', body.code, { nameZh: body.nameZh, parentCode: body.parentCode }, at)
      return requireEntry(tx, body.code)
    }),
  )

  serve(routes.changeCategory, async ({ params, body: { version, ...changes }, caller, intention }) =>
    changeCategories(tools, caller, intention, async (tx, at) => {
      const entries = await readEntries(tx)
      const before = await requireEntry(tx, params.code)
      const after: CategoryFields = { ...before, ...changes }
      requireFit(after, entries, (code) => code === before.defaultOrganisationCode || isDepartment(code))
      await updateCategory(tx, after, version)
      await audit(tx, caller, 'category_changed', params.code, changesBetween(before, after), at)
      return requireEntry(tx, params.code)
    }),
  )

  serve(routes.endCategory, async ({ params, body, caller, intention }) =>
    changeCategories(tools, caller, intention, async (tx, at) => {
      const entries = await readEntries(tx)
      await requireEntry(tx, params.code)
      if (hasKinds(params.code, entries)) throw new LinliError('category_has_kinds')
      await closeCategory(tx, params.code, body.version, at)
      await audit(tx, caller, 'category_ended', params.code, { reason: body.reason }, at)
      return requireEntry(tx, params.code)
    }),
  )

  serve(routes.previewCategoryImport, async ({ body }) => {
    const { plan: _plan, ...preview } = previewCategories(body.text, await readEntries(tools.db.read), isDepartment)
    return preview
  })

  serve(routes.importCategories, async ({ body, caller, intention }) =>
    changeCategories(tools, caller, intention, async (tx, at) => {
      const counts = await importCategories(tx, body.text, {
        digest: body.digest,
        skipRefused: body.skipRefused ?? false,
        isDepartment,
        at,
      })
      await audit(tx, caller, 'categories_imported', null, counts, at)
      return counts
    }),
  )
}

/** Writes to the categories one after the other, by whoever keeps rules for the whole city, and shows the new ones before answering. */
async function changeCategories<T>(
  tools: CategoryTools,
  caller: Actor,
  intention: Intention,
  work: (tx: Transaction, at: Date) => Promise<T>,
): Promise<T> {
  const tops = tools.areas.get().childrenOf(null)
  if (
    !mayInWholeCity(
      caller,
      'rules.write',
      tops.map((area) => area.path),
    )
  )
    throw new LinliError('not_allowed')
  const at = tools.clock.now()
  const answer = await inTransactionOnce(tools.db, intention, at, async (tx) => {
    await lockCategories(tx)
    return work(tx, at)
  })
  await tools.categories.refresh()
  await tools.categoriesChanged()
  tools.wakeup.signal('rules')
  return answer
}

function requireFit(fields: CategoryFields, entries: readonly CategoryEntry[], isDepartment: (code: string) => boolean): void {
  if (!parentFits(fields, entries)) throw new LinliError('category_does_not_fit')
  if (!departmentFits(fields, isDepartment)) throw new LinliError('unknown_organisation')
}

function changesBetween(before: CategoryFields, after: CategoryFields): Record<string, unknown> {
  const names = Object.keys(after) as (keyof CategoryFields)[]
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, { before: before[name], after: after[name] }]),
  )
}

async function audit(
  tx: Transaction,
  caller: Actor,
  action: string,
  code: string | null,
  detail: Record<string, unknown>,
  at: Date,
): Promise<void> {
  await writeAudit(tx, { accountId: caller.accountId, action, objectKind: 'category', objectId: code, detail }, at)
}
