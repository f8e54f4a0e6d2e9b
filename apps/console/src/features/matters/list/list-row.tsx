import { TeamOutlined } from '@ant-design/icons'
import type { MatterRow } from '@linli/contract'
import { CardBadge, LightBadge, stateName, useLanguage, useSharedTexts, When } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import { memo, type MouseEvent } from 'react'
import { useMattersTexts } from '../texts.ts'
import { useListTexts } from './texts.ts'

/** Every row is as high as another, so that a place in the list can be worked out without drawing what is before it. */
export const rowHeight = 98

interface Props {
  row: MatterRow
  selected: boolean
  ticked: boolean
  /** It no longer belongs to the view it stands in. */
  movedOn: boolean
  onTick: (matterId: string, range: boolean) => void
}

/** Light and limit first, then what it is about, then where. */
export const ListRow = memo(function ListRow({ row, selected, ticked, movedOn, onTick }: Props) {
  const say = useListTexts()
  return (
    <div className="list-row" data-moved={movedOn} data-ticked={ticked}>
      <input
        type="checkbox"
        className="list-tick"
        checked={ticked}
        aria-label={say('tick', { number: row.number })}
        onClick={(event: MouseEvent<HTMLInputElement>) => {
          onTick(row.id, event.shiftKey)
          // After a click the letters are keys of the list again.
          if (event.detail > 0) event.currentTarget.blur()
        }}
        readOnly
      />
      <Link from="/desk" to="/desk" search={(now) => ({ ...now, matter: row.id })} className="list-link" data-chosen={selected}>
        <RowHead row={row} />
        <span className="row-text">{row.text}</span>
        <span className="row-place linli-quiet">{[row.area.name, row.address].filter(Boolean).join(' · ')}</span>
        {movedOn && <MovedOn />}
      </Link>
    </div>
  )
})

function RowHead({ row }: { row: MatterRow }) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  return (
    <span className="row-head">
      <LightBadge light={row.light} />
      <span className="row-state">{stateName(row, shared, language)}</span>
      <span className="row-marks">
        {row.cardLevel && <CardBadge level={row.cardLevel} quiet />}
        {row.kind !== 'event' && <span className="severity">{shared(`matterKinds.${row.kind}`)}</span>}
        {row.severity !== 'ordinary' && <span className={`severity severity-${row.severity}`}>{shared(`severities.${row.severity}`)}</span>}
        {row.supporterCount > 0 && (
          <span className="linli-quiet" title={say('list.supporters', { count: row.supporterCount })}>
            <TeamOutlined aria-hidden /> {row.supporterCount}
            <span className="linli-unseen">{say('list.supporters', { count: row.supporterCount })}</span>
          </span>
        )}
      </span>
      <span className="row-when" data-light={row.light}>
        {row.dueAt ? <When at={row.dueAt} due /> : <When at={row.reportedAt} />}
      </span>
    </span>
  )
}

function MovedOn() {
  return <span className="linli-unseen">{useMattersTexts()('list.movedOn')}</span>
}
