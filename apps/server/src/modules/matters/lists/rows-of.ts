import type { MatterRow } from '@linli/contract'
import type { Actor } from '../../access/index.ts'
import { maySee, sightOf } from '../matter.policy.ts'
import { presentRow } from '../matter.presenter.ts'
import { visibilityOf } from '../matter.queries.ts'
import { type MatterTools, namesOf } from '../matter.tools.ts'
import { findRows } from './find-matters.ts'

/** The rows of these matters in the order asked, as far as this actor may see them. */
export async function rowsOf(
  { db, books }: Pick<MatterTools, 'db' | 'books'>,
  actor: Actor,
  ids: readonly string[],
  now: Date,
): Promise<MatterRow[]> {
  const found = await findRows(db.read, ids)
  const sight = sightOf(actor)
  const names = namesOf(books)
  return ids.flatMap((id) => {
    const row = found.get(id)
    return row && maySee(sight, visibilityOf(row)) ? [presentRow(row, actor, names, now)] : []
  })
}
