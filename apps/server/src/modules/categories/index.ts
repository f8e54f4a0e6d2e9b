import type { Transaction } from '../../platform/db.ts'
import { insertCategories } from './categories.store.ts'
import { type CategorySeed, categorySeed } from './category-seed.ts'

export { type CategoryBook, readCategories } from './category-book.ts'
export { categoryRoutes, type CategoryTools } from './categories.routes.ts'

/** Writes the categories a new city starts with (GB/T 30428 components and events, livelihood); classes before kinds. */
export async function seedCategories(tx: Transaction, seed: readonly CategorySeed[] = categorySeed): Promise<void> {
  const rows = [...seed].sort((a, b) => Number(a.parentCode !== null) - Number(b.parentCode !== null))
  await insertCategories(
    tx,
    rows.map(({ departmentCode, words, ...row }) => ({ ...row, words: [...words], defaultOrganisationCode: departmentCode })),
  )
}
