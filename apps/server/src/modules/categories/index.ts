import type { Reader, Transaction } from '../../platform/db.ts'
import { insertCategories } from './categories.store.ts'
import { type CategorySeed, categorySeed } from './category-seed.ts'

export { type CategoryBook, readCategories } from './category-book.ts'
export { categoryRoutes, type CategoryTools } from './categories.routes.ts'

/** What a category is called, for whoever learns to recognise it from a text. */
export interface CategoryWords {
  code: string
  parentCode: string | null
  nameZh: string
  filingConditionZh: string
  /** What residents say for it. */
  words: readonly string[]
}

/** The words of every category in use, in order of code. */
export async function readCategoryWords(db: Reader): Promise<CategoryWords[]> {
  const rows = await db
    .selectFrom('categories')
    .select(['code', 'parent_code', 'name_zh', 'filing_condition_zh', 'words'])
    .where('ended_at', 'is', null)
    .orderBy('code')
    .execute()
  return rows.map((row) => ({
    code: row.code,
    parentCode: row.parent_code,
    nameZh: row.name_zh,
    filingConditionZh: row.filing_condition_zh,
    words: row.words,
  }))
}

/** Writes the categories a new city starts with (GB/T 30428 components and events, livelihood); classes before kinds. */
export async function seedCategories(tx: Transaction, seed: readonly CategorySeed[] = categorySeed): Promise<void> {
  const rows = [...seed].sort((a, b) => Number(a.parentCode !== null) - Number(b.parentCode !== null))
  await insertCategories(
    tx,
    rows.map(({ departmentCode, words, ...row }) => ({ ...row, words: [...words], defaultOrganisationCode: departmentCode })),
  )
}
