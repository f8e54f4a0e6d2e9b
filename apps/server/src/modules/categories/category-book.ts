import type { Category, CategoryEntry, Severity } from '@linli/contract'
import type { Reader } from '../../platform/db.ts'

/** The categories of a city, whole in memory. */
export interface CategoryBook {
  /** Categories in use, in order of code. */
  all(): readonly Category[]
  /** Those that have ended, in order of code. */
  ended(): readonly Category[]
  /** Any category there ever was, for reading old matters. */
  get(code: string): Category | undefined
  /** A category that may be chosen now. */
  inUse(code: string): Category | undefined
}

export async function readCategories(db: Reader): Promise<CategoryBook> {
  return categoryBook(await readEntries(db))
}

/** All categories with what rule keepers see, in order of code. */
export async function readEntries(db: Reader): Promise<CategoryEntry[]> {
  const rows = await db.selectFrom('categories').selectAll().orderBy('code').execute()
  return rows.map((row) => ({
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
    words: row.words,
    version: row.version,
    endedAt: row.ended_at?.toISOString() ?? null,
  }))
}

/** The book from entries at hand. */
export function categoryBook(entries: readonly CategoryEntry[]): CategoryBook {
  const plain = ({ words: _words, version: _version, endedAt: _endedAt, ...category }: CategoryEntry): Category => category
  const all = entries.filter((entry) => entry.endedAt === null).map(plain)
  const ended = entries.filter((entry) => entry.endedAt !== null).map(plain)
  const inUse = new Map(all.map((category) => [category.code, category]))
  const known = new Map([...ended, ...all].map((category) => [category.code, category]))
  return { all: () => all, ended: () => ended, get: (code) => known.get(code), inUse: (code) => inUse.get(code) }
}
