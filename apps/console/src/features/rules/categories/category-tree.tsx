import { categoryFamilies, type CategoryEntry } from '@linli/contract'
import { Empty, useLanguage } from '@linli/ui'
import { Tree } from 'antd'
import type { DataNode } from 'antd/es/tree'
import { useMemo, useState } from 'react'
import { useRulesTexts } from '../texts.ts'

/** Families, their classes and their kinds. A search leaves what it finds, with the way down to it. */
export function CategoryTree({
  entries,
  search,
  chosen,
  onChoose,
}: {
  entries: readonly CategoryEntry[]
  search: string
  chosen: string | undefined
  onChoose: (code: string) => void
}) {
  const say = useRulesTexts()
  const language = useLanguage()
  const parent = entries.find((entry) => entry.code === chosen)?.parentCode
  const [opened, setOpened] = useState<string[]>(() => [...categoryFamilies, ...(parent ? [parent] : [])])
  const found = useMemo(() => entries.filter((entry) => matches(entry, search)), [entries, search])
  const shown = useMemo(() => withClasses(found, entries), [found, entries])
  const nodeOf = (entry: CategoryEntry): DataNode => ({
    key: entry.code,
    title: (
      <>
        {language === 'zh' ? entry.nameZh : entry.nameEn} <span className="linli-quiet linli-small">{entry.code}</span>
        {entry.endedAt !== null && <span className="severity">{say('categories.ended')}</span>}
      </>
    ),
    children: shown.filter((one) => one.parentCode === entry.code).map(nodeOf),
  })
  if (shown.length === 0) return <Empty text={say('categories.none')} />
  const families = categoryFamilies.map((family) => ({
    key: family,
    selectable: false,
    title: <strong>{say(`categories.families.${family}`)}</strong>,
    children: shown.filter((entry) => entry.family === family && entry.parentCode === null).map(nodeOf),
  }))
  return (
    <>
      {search && (
        <p className="linli-quiet linli-small rules-count" aria-live="polite">
          {say('categories.found', { count: found.length })}
        </p>
      )}
      <Tree
        blockNode
        treeData={families.filter((family) => family.children.length > 0)}
        expandedKeys={search ? [...categoryFamilies, ...shown.map((entry) => entry.code)] : opened}
        onExpand={(keys) => setOpened(keys.map(String))}
        selectedKeys={chosen ? [chosen] : []}
        onSelect={(_, { node }) => onChoose(node.key)}
      />
    </>
  )
}

function matches(entry: CategoryEntry, search: string): boolean {
  return [entry.code, entry.nameZh, entry.nameEn, ...entry.words].some((text) => text.toLowerCase().includes(search))
}

function withClasses(found: readonly CategoryEntry[], all: readonly CategoryEntry[]): CategoryEntry[] {
  const codes = new Set(found.flatMap((entry) => [entry.code, entry.parentCode ?? entry.code]))
  return all.filter((entry) => codes.has(entry.code))
}
