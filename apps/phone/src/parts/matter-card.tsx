import type { MatterRow } from '@linli/contract'
import { LightBadge, stateSentence, useLanguage, useMinute, useSharedTexts } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** One matter of a list: what was said, where it stands in a sentence, its light. */
export function MatterCard({ matter, children }: { matter: MatterRow; children?: ReactNode }) {
  const say = useSharedTexts()
  const language = useLanguage()
  const now = useMinute()
  return (
    <Link to="/matters/$matterId" params={{ matterId: matter.id }} className="card matter-card">
      <span className="matter-card-text">{matter.text}</span>
      <span className="matter-card-state">{children ?? stateSentence(matter, say, language, now)}</span>
      <span className="matter-card-foot">
        <span className="linli-quiet linli-small">{matter.address ?? matter.area.name}</span>
        <LightBadge light={matter.light} />
      </span>
    </Link>
  )
}
