import type { CategoryEntry } from '@linli/contract'
import { sql } from 'kysely'
import type { Reader, Transaction } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'
import { readEntries } from './category-book.ts'

/** What a rule keeper may say about a category. */
export type CategoryFields = Omit<CategoryEntry, 'version' | 'endedAt'>

/** One writer at a time, so that a class cannot end while a kind is put below it. Held until the transaction ends. */
export async function lockCategories(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(current_schema()), 5)`.execute(tx)
}

export async function insertCategories(tx: Transaction, rows: readonly CategoryFields[]): Promise<void> {
  await tx
    .insertInto('categories')
    .values(rows.map((row) => ({ code: row.code, family: row.family, ...columnsOf(row) })))
    .execute()
}

/** Changes a category in use that still has the version the caller saw. Throws `category_changed` otherwise. */
export async function updateCategory(tx: Transaction, fields: CategoryFields, version: number): Promise<void> {
  await writeAt(tx, fields.code, version, columnsOf(fields))
}

/** From now on the category cannot be chosen. Throws `category_changed` like `updateCategory`. */
export async function closeCategory(tx: Transaction, code: string, version: number, at: Date): Promise<void> {
  await writeAt(tx, code, version, { ended_at: at })
}

/** One category as it is in this transaction; throws `not_found`. */
export async function requireEntry(db: Reader, code: string): Promise<CategoryEntry> {
  const entry = (await readEntries(db)).find((each) => each.code === code)
  if (!entry) throw new LinliError('not_found')
  return entry
}

async function writeAt(
  tx: Transaction,
  code: string,
  version: number,
  set: Partial<ReturnType<typeof columnsOf>> & { ended_at?: Date },
): Promise<void> {
  const done = await tx
    .updateTable('categories')
    .set({ ...set, version: version + 1 })
    .where('code', '=', code)
    .where('version', '=', version)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (Number(done.numUpdatedRows) !== 1) throw new LinliError('category_changed')
}

function columnsOf(fields: CategoryFields) {
  return {
    parent_code: fields.parentCode,
    name_zh: fields.nameZh,
    name_en: fields.nameEn,
    severity: fields.severity,
    default_organisation_code: fields.defaultOrganisationCode,
    filing_condition_zh: fields.filingConditionZh,
    filing_condition_en: fields.filingConditionEn,
    closing_condition_zh: fields.closingConditionZh,
    closing_condition_en: fields.closingConditionEn,
    words: [...fields.words],
  }
}
