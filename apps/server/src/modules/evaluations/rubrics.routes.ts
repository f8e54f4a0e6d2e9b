import { routes } from '@linli/contract'
import type { Serve } from '../../platform/http.ts'
import { inTransactionOnce } from '../../platform/idempotency.ts'
import { randomIds } from '../../platform/ids.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { faultsOfRubric } from './check-rubric.ts'
import { presentRubric } from './evaluations.presenter.ts'
import { findRubrics } from './evaluations.queries.ts'
import { insertRubric } from './evaluations.store.ts'
import type { EvaluationTools } from './load-cycle.ts'

/** How is evaluated: whole versions that are never changed, so that a cycle keeps the one it began with. */
export function rubricRoutes(serve: Serve<Actor>, { db, clock, books }: EvaluationTools): void {
  serve(routes.listRubrics, async () => {
    const newest = new Map<string, Awaited<ReturnType<typeof findRubrics>>[number]>()
    for (const rubric of await findRubrics(db.read)) {
      const known = newest.get(rubric.rubricId)
      if (!known || known.version < rubric.version) newest.set(rubric.rubricId, rubric)
    }
    return { items: [...newest.values()].map((rubric) => presentRubric(rubric, books.areas.get())) }
  })

  serve(routes.listRubricVersions, async ({ params }) => {
    const versions = await findRubrics(db.read, params.rubricId)
    if (versions.length === 0) throw new LinliError('not_found')
    return { items: versions.map((rubric) => presentRubric(rubric, books.areas.get())) }
  })

  serve(routes.saveRubric, ({ body: { follows, content, note }, caller, intention }) => {
    const { accountId } = caller
    if (accountId === null) throw new LinliError('not_allowed')
    const fields = faultsOfRubric(content, books.areas.get())
    if (fields.length > 0) throw new LinliError('validation_failed', { fields })
    const at = clock.now()
    return inTransactionOnce(db, intention, at, async (tx) => {
      const newest = follows && (await findRubrics(tx, follows.rubricId)).reduce((most, { version }) => Math.max(most, version), 0)
      if (newest === 0) throw new LinliError('not_found')
      if (follows && newest !== follows.version) throw new LinliError('rule_changed')
      const rubricId = follows?.rubricId ?? randomIds.next(at)
      const version = (follows?.version ?? 0) + 1
      await insertRubric(tx, { rubricId, version, content, note, accountId }, at)
      const saved = { rubricId, version, content, note, savedBy: caller.displayName ?? '', savedAt: at.toISOString() }
      return presentRubric(saved, books.areas.get())
    })
  })
}
