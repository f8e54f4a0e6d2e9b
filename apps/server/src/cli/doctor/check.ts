import type { Db, Reader } from '../../platform/db.ts'
import type { FileStore } from '../../platform/file-store/file-store.ts'
import type { Books } from '../../modules/matters/index.ts'

/** What a check looks at. Checks read only. */
export interface Examined {
  db: Db
  books: Books
  fileStore: FileStore
  /** Lets something that reads much see all of it as of one moment. */
  atOneMoment<T>(work: (read: Reader) => Promise<T>): Promise<T>
  now: Date
  /** Ended matters too, all of them; otherwise one in twenty. */
  all: boolean
}

/** What a check has found: so many were looked at, so many are wrong, and which, for the first few. */
export interface Finding {
  what: string
  checked: number
  wrong: number
  examples: string[]
  /** Worth knowing, but not wrong. */
  isNotice?: boolean
}

export type Check = (examined: Examined) => Promise<Finding[]>

const shown = 5

export function finding(what: string, isNotice = false): Finding {
  return { what, checked: 0, wrong: 0, examples: [], ...(isNotice && { isNotice }) }
}

/** Counts one that is wrong. */
export function note(found: Finding, example: string): void {
  found.wrong += 1
  if (found.examples.length < shown) found.examples.push(example)
}

const page = 500

/** The ids of the matters under this condition on `m`, page by page. */
export async function* pagesOfMatters(db: Db, condition = 'true'): AsyncGenerator<string[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  while (true) {
    const { rows } = await db.pool.query<{ id: string }>(
      `select m.id from matters m where m.id > $1 and (${condition}) order by m.id limit ${page}`,
      [after],
    )
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(({ id }) => id)
    after = last.id
  }
}

/** The rows a query finds, which are all wrong, of so many that it looked at. */
export async function findWrong(db: Db, found: Finding, count: string, query: string, values: unknown[] = []): Promise<Finding> {
  const counted = await db.pool.query<{ count: number }>(count)
  found.checked = counted.rows[0]?.count ?? 0
  const { rows } = await db.pool.query<{ example: string }>(query, values)
  for (const { example } of rows) note(found, example)
  return found
}
