import { type CategoryEntry, categoryFamilies, type CategoryImportFinding, type CategoryImportPreview, severities } from '@linli/contract'
import { canonicalJson, sha256 } from '../../platform/canonical.ts'
import type { Transaction } from '../../platform/db.ts'
import { LinliError } from '../../platform/problem.ts'
import { readEntries } from './category-book.ts'
import { type CategoryFields, closeCategory, insertCategories, updateCategory } from './categories.store.ts'
import { departmentFits, hasKinds, parentFits } from './category-fit.ts'
import { type CategoryRow, readCategoryRows } from './category-csv.ts'

type Row = CategoryImportPreview['rows'][number]

/** What an import would write. `version` is that of the category it changes or ends, 0 for a new one. */
interface Plan {
  outcome: 'add' | 'change' | 'end'
  fields: CategoryFields
  version: number
}

const limits: Partial<Record<keyof CategoryFields, number>> = {
  nameZh: 60,
  nameEn: 60,
  filingConditionZh: 500,
  filingConditionEn: 500,
  closingConditionZh: 500,
  closingConditionEn: 500,
}

/** What a file would do to the categories, row by row. An empty cell never erases. Classes are taken before kinds, kinds end before classes. Pure. */
export function previewCategories(
  text: string,
  existing: readonly CategoryEntry[],
  isDepartment: (code: string) => boolean,
): CategoryImportPreview & { plan: Plan[] } {
  const given = readCategoryRows(text)
  if ('fault' in given)
    return summarise([{ line: 1, code: '', name: '', outcome: 'refuse', findings: [given.fault], changes: [] }], [], text)
  const now = new Map(existing.map((entry) => [entry.code, { ...entry }]))
  const seen = new Set<string>()
  const rows: Row[] = []
  const plan: Plan[] = []

  for (const row of inOrder(given.rows, now)) {
    const before = now.get(row.code)
    const fields = before ? merged(before, row) : added(row, now)
    const findings = faultsOf(row, fields, { now: [...now.values()], before, isTwice: seen.has(row.code), isDepartment })
    seen.add(row.code)
    const changes = before ? changedFields(before, fields) : []
    const outcome = findings.length > 0 ? 'refuse' : row.ends ? 'end' : !before ? 'add' : changes.length > 0 ? 'change' : 'keep'
    rows.push({ line: row.line, code: row.code, name: fields.nameZh, outcome, findings, changes: outcome === 'change' ? changes : [] })
    if (outcome === 'refuse' || outcome === 'keep') continue
    plan.push({ outcome, fields, version: before?.version ?? 0 })
    // The rows after this one are judged as if it were written.
    now.set(row.code, { ...fields, version: before?.version ?? 1, endedAt: outcome === 'end' ? 'now' : null })
  }
  return summarise(rows, plan, text)
}

/**
 * Writes what was previewed. Throws `preview_outdated` when it would do something else by now, `import_refused` when rows are refused
 * and were not to be skipped.
 */
export async function importCategories(
  tx: Transaction,
  text: string,
  order: { digest: string; skipRefused: boolean; isDepartment: (code: string) => boolean; at: Date },
): Promise<{ added: number; changed: number; kept: number; ended: number; refused: number }> {
  const { digest, counts, plan } = previewCategories(text, await readEntries(tx), order.isDepartment)
  if (digest !== order.digest) throw new LinliError('preview_outdated')
  if (counts.refuse > 0 && !order.skipRefused) throw new LinliError('import_refused', { facts: { refused: counts.refuse } })
  for (const { outcome, fields, version } of plan) {
    if (outcome === 'add') await insertCategories(tx, [fields])
    else if (outcome === 'change') await updateCategory(tx, fields, version)
    else await closeCategory(tx, fields.code, version, order.at)
  }
  return { added: counts.add, changed: counts.change, kept: counts.keep, ended: counts.end, refused: counts.refuse }
}

/** Classes first, so that kinds find them; then kinds; then what ends, kinds before classes. */
function inOrder(rows: readonly CategoryRow[], now: ReadonlyMap<string, CategoryEntry>): CategoryRow[] {
  const isKind = (row: CategoryRow) => (row.parent ?? now.get(row.code)?.parentCode ?? null) !== null
  const rank = (row: CategoryRow) => (row.ends ? (isKind(row) ? 2 : 3) : isKind(row) ? 1 : 0)
  return rows.toSorted((one, two) => rank(one) - rank(two) || one.line - two.line)
}

function merged(before: CategoryEntry, row: CategoryRow): CategoryFields {
  const { version: _version, endedAt: _endedAt, ...fields } = before
  if (row.ends) return fields
  return {
    ...fields,
    parentCode: row.parent ?? fields.parentCode,
    nameZh: row.nameZh ?? fields.nameZh,
    nameEn: row.nameEn ?? fields.nameEn,
    severity: (row.severity as CategoryFields['severity'] | null) ?? fields.severity,
    defaultOrganisationCode: row.department ?? fields.defaultOrganisationCode,
    filingConditionZh: row.filingZh ?? fields.filingConditionZh,
    filingConditionEn: row.filingEn ?? fields.filingConditionEn,
    closingConditionZh: row.closingZh ?? fields.closingConditionZh,
    closingConditionEn: row.closingEn ?? fields.closingConditionEn,
    words: row.words ?? fields.words,
  }
}

/** What a new kind does not say it has from its class; a name or condition in one language stands for both. */
function added(row: CategoryRow, now: ReadonlyMap<string, CategoryEntry>): CategoryFields {
  const above = row.parent === null ? undefined : now.get(row.parent)
  return {
    code: row.code,
    parentCode: row.parent,
    family: ((row.family as CategoryFields['family'] | null) ?? above?.family) || 'event',
    nameZh: row.nameZh ?? '',
    nameEn: row.nameEn ?? row.nameZh ?? '',
    severity: (row.severity as CategoryFields['severity'] | null) ?? above?.severity ?? 'ordinary',
    defaultOrganisationCode: row.department,
    filingConditionZh: row.filingZh ?? above?.filingConditionZh ?? '',
    filingConditionEn: row.filingEn ?? row.filingZh ?? above?.filingConditionEn ?? '',
    closingConditionZh: row.closingZh ?? above?.closingConditionZh ?? '',
    closingConditionEn: row.closingEn ?? row.closingZh ?? above?.closingConditionEn ?? '',
    words: row.words ?? [],
  }
}

function faultsOf(
  row: CategoryRow,
  fields: CategoryFields,
  {
    now,
    before,
    isTwice,
    isDepartment,
  }: { now: CategoryEntry[]; before: CategoryEntry | undefined; isTwice: boolean; isDepartment: (code: string) => boolean },
): CategoryImportFinding[] {
  if (row.isUnreadable) return ['unreadable_row']
  if (!/^[0-9A-Za-z][0-9A-Za-z.-]{0,39}$/.test(row.code)) return ['bad_code']
  if (isTwice) return ['code_twice']
  // A code is never given to something else: old matters carry it.
  if (before && before.endedAt !== null) return ['code_ended']
  if (row.ends) return before ? (hasKinds(row.code, now) ? ['has_kinds'] : []) : ['bad_code']
  const texts = Object.entries(limits).some(([name, most]) => String(fields[name as keyof CategoryFields]).length > most)
  const conditions = [fields.filingConditionZh, fields.filingConditionEn, fields.closingConditionZh, fields.closingConditionEn]
  const isOwnFamily = row.family === null || row.family === (before?.family ?? row.family)
  const isDepartmentKept = before !== undefined && before.defaultOrganisationCode === fields.defaultOrganisationCode
  const faults: [boolean, CategoryImportFinding][] = [
    [fields.nameZh === '', 'no_name'],
    [!categoryFamilies.includes(fields.family) || !isOwnFamily || (!before && row.family === null && row.parent === null), 'bad_family'],
    [!severities.includes(fields.severity), 'bad_severity'],
    [conditions.includes(''), 'no_condition'],
    [texts || fields.words.length > 200 || fields.words.some((word) => word.length > 40), 'text_too_long'],
    [!isDepartmentKept && !departmentFits(fields, isDepartment), 'unknown_department'],
    [!parentFits(fields, now), 'does_not_fit'],
  ]
  return faults.flatMap(([holds, finding]) => (holds ? [finding] : []))
}

function changedFields(before: CategoryEntry, after: CategoryFields): string[] {
  return (Object.keys(after) as (keyof CategoryFields)[]).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

/** The digest covers what would be written and what it was decided on, so that another state of the categories gives another. */
function summarise(rows: Row[], plan: Plan[], text: string): CategoryImportPreview & { plan: Plan[] } {
  const count = (outcome: Row['outcome']) => rows.filter((row) => row.outcome === outcome).length
  const counts = { add: count('add'), change: count('change'), keep: count('keep'), end: count('end'), refuse: count('refuse') }
  const digest = sha256(canonicalJson({ rows, plan, text })).toString('hex')
  return { digest, counts, rows: rows.toSorted((one, two) => one.line - two.line), plan }
}
