import type { RoutingDraft, RoutingVersion } from '@linli/contract'
import { Empty } from '@linli/ui'
import { Button } from 'antd'
import { useRulesTexts } from '../texts.ts'
import { DraftEditor } from './draft-editor.tsx'
import { useBeginDraft } from './in-force.tsx'

/** My draft of the next rules; without one, the way to begin. */
export function DraftView({ draft, routing }: { draft: RoutingDraft | null; routing: RoutingVersion }) {
  const say = useRulesTexts()
  const begin = useBeginDraft(routing)
  if (draft) return <DraftEditor key={`${draft.basedOn}`} start={draft} routing={routing} />
  return (
    <Empty text={say('routing.noDraftHint')}>
      <Button type="primary" loading={begin.pending} onClick={() => begin.go(null)}>
        {say('routing.begin')}
      </Button>
    </Empty>
  )
}
