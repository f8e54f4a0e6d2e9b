import type { Area } from '@linli/contract'
import { Empty, Loading, QueryError } from '@linli/ui'
import type { AreaToolName } from './areas-search.ts'
import { useArea } from '../../parts/use-area.ts'
import { ChangeBoundary } from './change-boundary.tsx'
import { MergeAreas } from './merge-areas.tsx'
import { SplitArea } from './split-area.tsx'
import { useToolTexts } from './tool-texts.ts'
import { usePortrait } from './use-areas.ts'
import { useSurroundings } from './use-surroundings.ts'

/** One of the tools that change an area, over the whole page. Loaded when it is opened, for what draws is large. */
export default function AreaTool({ areaId, tool }: { areaId: string; tool: AreaToolName }) {
  const say = useToolTexts()
  const area = useArea(areaId)
  const portrait = usePortrait(areaId)
  if (area.isPending || portrait.isPending) return <Loading />
  if (area.isError) return <QueryError error={area.error} onRetry={() => void area.refetch()} />
  if (portrait.isError) return <QueryError error={portrait.error} onRetry={() => void portrait.refetch()} />
  if (!portrait.data.mayChange) return <Empty text={say('noRight')} />
  if (tool !== 'boundary' && area.data.parentId === null) return <Empty text={say('notTop')} />
  return <WithSurroundings area={area.data} tool={tool} />
}

function WithSurroundings({ area, tool }: { area: Area; tool: AreaToolName }) {
  const around = useSurroundings(area)
  if (around.pending) return <Loading />
  if (around.error) return <QueryError error={around.error} onRetry={around.retry} />
  if (tool === 'boundary') return <ChangeBoundary area={area} around={around} />
  return tool === 'split' ? <SplitArea area={area} around={around} /> : <MergeAreas area={area} around={around} />
}
