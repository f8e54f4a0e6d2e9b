import type { CategoryEntry } from '@linli/contract'
import type { CategoryFields } from './categories.store.ts'

type Placed = Pick<CategoryEntry, 'code' | 'parentCode' | 'family' | 'endedAt'>

/** Classes and kinds, two steps and no more: the parent is a class in use of the same family, and a class with kinds has no parent. */
export function parentFits(fields: Pick<CategoryFields, 'code' | 'parentCode' | 'family'>, entries: readonly Placed[]): boolean {
  if (fields.parentCode === null) return true
  const parent = entries.find((entry) => entry.code === fields.parentCode)
  return (
    parent !== undefined &&
    parent.code !== fields.code &&
    parent.endedAt === null &&
    parent.parentCode === null &&
    parent.family === fields.family &&
    !hasKinds(fields.code, entries)
  )
}

/** Whether the category is a class with kinds in use. */
export function hasKinds(code: string, entries: readonly Placed[]): boolean {
  return entries.some((entry) => entry.parentCode === code && entry.endedAt === null)
}

export function departmentFits(fields: Pick<CategoryFields, 'defaultOrganisationCode'>, isDepartment: (code: string) => boolean): boolean {
  return fields.defaultOrganisationCode === null || isDepartment(fields.defaultOrganisationCode)
}
