import type { MatterRow } from '@linli/contract'
import { CardBadge, LightBadge, stateSentence, useLanguage, useMinute, useSharedTexts } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** One matter of a list: what was said, where it stands in a sentence, its light. `asks` marks what waits for the person; cards are told to staff only. */
export function MatterCard({
  matter,
  asks = false,
  toStaff = false,
  children,
}: {
  matter: MatterRow
  asks?: boolean
  toStaff?: boolean
  children?: ReactNode
}) {
  const say = useSharedTexts()
  const language = useLanguage()
  const now = useMinute()
  return (
    <Link to="/matters/$matterId" params={{ matterId: matter.id }} className="card matter-card" data-asks={asks}>
      <span className="matter-card-text">{matter.text || matter.number}</span>
      <span className="matter-card-state">{children ?? stateSentence(matter, say, language, now)}</span>
      <span className="matter-card-foot">
        <span className="linli-quiet linli-small">{matter.address ?? matter.area.name}</span>
        <span className="badges">
          {toStaff && matter.cardLevel && <CardBadge level={matter.cardLevel} />}
          <LightBadge light={matter.light} />
        </span>
      </span>
    </Link>
  )
}
