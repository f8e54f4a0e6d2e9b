import type { Category } from '@linli/contract'
import { TreeSelect } from 'antd'
import { useMemo } from 'react'
import { useCategories } from './use-categories.ts'

interface Branch {
  value: string
  title: string
  searched: string
  children: Branch[]
}

/** Chooses a category of any level; a list narrowed by it holds those below it too. */
export function CategoryTree({
  id,
  value,
  onChange,
  placeholder,
  width,
}: {
  id: string
  value: string | undefined
  onChange: (code: string | undefined) => void
  placeholder?: string
  /** In pixels; as wide as its place without one. */
  width?: number
}) {
  const { all, nameOf } = useCategories()
  const tree = useMemo(() => {
    const below = Map.groupBy(all, (category) => category.parentCode)
    const branch = (category: Category): Branch => ({
      value: category.code,
      title: nameOf(category),
      searched: `${category.code} ${category.nameZh} ${category.nameEn}`.toLowerCase(),
      children: (below.get(category.code) ?? []).map(branch),
    })
    return (below.get(null) ?? []).map(branch)
  }, [all, nameOf])
  return (
    <TreeSelect<string | null, Branch>
      id={id}
      allowClear
      {...(width && { style: { width } })}
      {...(placeholder && { placeholder })}
      value={value ?? null}
      treeData={tree}
      treeExpandAction="click"
      showSearch={{ filterTreeNode: (typed, node) => String(node['searched']).includes(typed.trim().toLowerCase()) }}
      onChange={(code) => onChange(code ?? undefined)}
      popupMatchSelectWidth={width ? 320 : true}
      listHeight={320}
    />
  )
}
