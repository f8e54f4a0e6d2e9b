import { type Category, routes, type Severity } from '@linli/contract'
import type { Cached } from '../../platform/cached.ts'
import type { Reader, Transaction } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import type { Actor } from '../access/index.ts'
import { type CategorySeed, categorySeed } from './category-seed.ts'

/** The categories of a city, whole in memory. */
export interface CategoryBook {
  /** Categories in use, in order of code. */
  all(): readonly Category[]
  get(code: string): Category | undefined
}

export async function readCategories(db: Reader): Promise<CategoryBook> {
  const rows = await db.selectFrom('categories').selectAll().where('ended_at', 'is', null).orderBy('code').execute()
  const all = rows.map((row): Category => ({
    code: row.code,
    parentCode: row.parent_code,
    family: row.family as Category['family'],
    nameZh: row.name_zh,
    nameEn: row.name_en,
    severity: row.severity as Severity,
    defaultOrganisationCode: row.default_organisation_code,
    filingConditionZh: row.filing_condition_zh,
    filingConditionEn: row.filing_condition_en,
    closingConditionZh: row.closing_condition_zh,
    closingConditionEn: row.closing_condition_en,
  }))
  const byCode = new Map(all.map((category) => [category.code, category]))
  return { all: () => all, get: (code) => byCode.get(code) }
}

/** Writes the categories a new city starts with (GB/T 30428 components and events, livelihood); classes before kinds. */
export async function seedCategories(tx: Transaction, seed: readonly CategorySeed[] = categorySeed): Promise<void> {
  const rows = [...seed].sort((a, b) => Number(a.parentCode !== null) - Number(b.parentCode !== null))
  await tx
    .insertInto('categories')
    .values(
      rows.map((row) => ({
        code: row.code,
        parent_code: row.parentCode,
        family: row.family,
        name_zh: row.nameZh,
        name_en: row.nameEn,
        severity: row.severity,
        default_organisation_code: row.departmentCode,
        filing_condition_zh: row.filingConditionZh,
        filing_condition_en: row.filingConditionEn,
        closing_condition_zh: row.closingConditionZh,
        closing_condition_en: row.closingConditionEn,
        words: [...row.words],
      })),
    )
    .execute()
}

export function categoryRoutes(serve: Serve<Actor>, categories: Cached<CategoryBook>): void {
  serve(routes.listCategories, async () => ({ items: [...categories.get().all()] }))
}
