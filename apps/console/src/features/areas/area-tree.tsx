import type { Area } from '@linli/contract'
import { Loading, QueryError } from '@linli/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Tree } from 'antd'
import type { DataNode } from 'antd/es/tree'
import { useEffect, useEffectEvent, useState } from 'react'
import { useArea } from '../../parts/use-area.ts'
import { childrenOf, useLevelName } from './use-areas.ts'

/**
 * The tree; what is below an area is fetched when it is opened. The chosen area is opened down to, from whatever link, and a
 * tree that begins with one area alone begins opened to where there is a choice.
 */
export function AreaTree({ chosen, onChoose }: { chosen: string | undefined; onChoose: (id: string) => void }) {
  const queries = useQueryClient()
  const levelName = useLevelName()
  const roots = useQuery(childrenOf())
  const [below, setBelow] = useState<Record<string, readonly Area[]>>({})
  const [open, setOpen] = useState<string[]>([])
  const load = async (id: string) => {
    const { items } = await queries.fetchQuery(childrenOf(id))
    setBelow((known) => ({ ...known, [id]: items }))
    return items
  }
  useOpenDownTo(chosen, async (ancestors) => {
    await Promise.all(ancestors.map(load))
    setOpen((known) => [...new Set([...known, ...ancestors])])
  })
  useOpenOnlyChildren(roots.data?.items, async (id) => {
    const items = await load(id)
    setOpen((known) => [...new Set([...known, id])])
    return items
  })
  if (roots.isPending) return <Loading />
  if (roots.isError) return <QueryError error={roots.error} onRetry={() => void roots.refetch()} />
  const nodeOf = (area: Area): DataNode => ({
    key: area.id,
    title: (
      <>
        {area.name} <span className="linli-quiet linli-small">{levelName(area.level)}</span>
      </>
    ),
    isLeaf: area.childCount === 0,
    ...(below[area.id] && { children: below[area.id]?.map(nodeOf) ?? [] }),
  })
  return (
    <Tree
      blockNode
      className="area-tree"
      treeData={roots.data.items.map(nodeOf)}
      loadData={async (node) => void (below[String(node.key)] ?? (await load(String(node.key))))}
      expandedKeys={open}
      onExpand={(keys) => setOpen(keys.map(String))}
      selectedKeys={chosen ? [chosen] : []}
      onSelect={(_, { node }) => onChoose(String(node.key))}
    />
  )
}

/** Opens the tree down to a new choice; what the person closes afterwards stays closed. */
function useOpenDownTo(chosen: string | undefined, open: (ancestors: string[]) => Promise<void>): void {
  const ancestors = useArea(chosen ?? '')
    .data?.ancestors.map((area) => area.id)
    .join()
  const openDownTo = useEffectEvent((ids: string) => void open(ids.split(',')).catch(() => undefined))
  useEffect(() => {
    if (ancestors) openDownTo(ancestors)
  }, [ancestors])
}

/** Opens from the top as long as there is one area alone; `open` answers what is below it. What the person closes afterwards stays closed. */
function useOpenOnlyChildren(top: readonly Area[] | undefined, open: (id: string) => Promise<readonly Area[]>): void {
  const openDown = useEffectEvent(async () => {
    let level = top ?? []
    while (level.length === 1 && level[0] && level[0].childCount > 0) level = await open(level[0].id)
  })
  const only = top?.length === 1 ? top[0]?.id : undefined
  useEffect(() => {
    if (only) void openDown().catch(() => undefined)
  }, [only])
}
