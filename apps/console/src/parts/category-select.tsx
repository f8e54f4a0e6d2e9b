import { Select } from 'antd'
import { useMemo } from 'react'
import { type Categories, useCategories } from './use-categories.ts'

interface CategoryOption {
  value: string
  label: string
  /** Its names in both languages, in small letters. */
  names: readonly string[]
  /** What a search looks through: both languages and the code, whatever the screen's language. */
  searched: string
}

/**
 * Chooses a category, grouped by the tree above it; searchable in Chinese, English and by code. A tree to click
 * through was tried: with it a search needs two keys more before Enter takes the first hit.
 */
export function CategorySelect({
  value,
  onChange,
  id,
  placeholder,
  autoFocus = false,
}: {
  value?: string
  onChange?: (code: string | undefined) => void
  id?: string
  placeholder?: string
  autoFocus?: boolean
}) {
  const categories = useCategories()
  const groups = useMemo(() => groupsOf(categories), [categories])
  return (
    <Select<string, CategoryOption>
      {...(id && { id })}
      {...(value && { value })}
      {...(onChange && { onChange })}
      {...(placeholder && { placeholder })}
      options={groups as unknown as CategoryOption[]}
      showSearch={{
        filterOption: (typed, option) => option?.searched?.includes(typed.trim().toLowerCase()) ?? false,
        filterSort: (a, b, { searchValue }) => distance(a, searchValue) - distance(b, searchValue),
      }}
      autoFocus={autoFocus}
      allowClear
      listHeight={380}
    />
  )
}

/** What is called exactly so comes first, then what begins so: 路灯 before 路灯井盖. Groups keep their order. */
function distance({ names }: Partial<CategoryOption>, typed: string): number {
  const looked = typed.trim().toLowerCase()
  if (!names || names.includes(looked)) return 0
  return names.some((name) => name.startsWith(looked)) ? 1 : 2
}

/** Leaves in groups named by the path above them, in the order of the list. */
function groupsOf({ all, nameOf, pathOf }: Categories): { label: string; options: CategoryOption[] }[] {
  const parents = new Set(all.map((category) => category.parentCode))
  const leaves = all.filter((category) => !parents.has(category.code))
  return [...Map.groupBy(leaves, (leaf) => leaf.parentCode)].map(([parentCode, group]) => ({
    label: parentCode ? pathOf(parentCode) : '',
    options: group.map((leaf) => ({
      value: leaf.code,
      label: nameOf(leaf),
      names: [leaf.nameZh, leaf.nameEn].map((name) => name.toLowerCase()),
      searched: [leaf.code, leaf.nameZh, leaf.nameEn, parentCode && pathOf(parentCode)].join(' ').toLowerCase(),
    })),
  }))
}
