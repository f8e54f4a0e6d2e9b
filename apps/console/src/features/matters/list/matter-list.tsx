import { TeamOutlined } from '@ant-design/icons'
import type { MatterRow, MatterView } from '@linli/contract'
import { CardBadge, Empty, LightBadge, Loading, QueryError, stateName, useLanguage, useSharedTexts, When } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useMattersTexts } from '../texts.ts'
import { hasMovedOn, type useDeskList } from './use-desk-list.ts'

/** The matters of a view; the chosen one is in the address and kept in sight. */
export function MatterList({
  view,
  selected,
  desk,
}: {
  view: MatterView
  selected: string | undefined
  desk: ReturnType<typeof useDeskList>
}) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  const { list, rows, fresh, showFresh } = desk
  return (
    <section className="matter-list" aria-label={say('list.label', { view: say(`views.${view}`) })}>
      <output className="fresh" aria-live="polite">
        {fresh > 0 && (
          <button type="button" className="fresh-pill" onClick={() => void showFresh()}>
            {say('list.fresh', { count: fresh })}
          </button>
        )}
      </output>
      {list.isPending ? (
        <Loading />
      ) : list.isError && rows.length === 0 ? (
        <QueryError error={list.error} onRetry={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        <Empty text={say('list.empty', { view: say(`views.${view}`) })} />
      ) : (
        <ul>
          {rows.map((row) => (
            <Row key={row.id} row={row} view={view} selected={row.id === selected} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button block type="text" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {shared('common.more')}
        </Button>
      )}
    </section>
  )
}

function Row({ row, view, selected }: { row: MatterRow; view: MatterView; selected: boolean }) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (selected) link.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  const movedOn = hasMovedOn(row, view)
  return (
    <li>
      <Link ref={link} to="/desk" search={{ view, matter: row.id }} className="row" data-moved={movedOn}>
        <span className="row-text">{row.text}</span>
        <span className="row-place linli-quiet">{[row.area.name, row.address].filter(Boolean).join(' · ')}</span>
        <span className="row-foot">
          <LightBadge light={row.light} />
          {row.cardLevel && <CardBadge level={row.cardLevel} quiet />}
          <span className="row-state">{stateName(row, shared, language)}</span>
          {row.kind !== 'event' && <span className="severity">{shared(`matterKinds.${row.kind}`)}</span>}
          {row.severity !== 'ordinary' && (
            <span className={`severity severity-${row.severity}`}>{shared(`severities.${row.severity}`)}</span>
          )}
          {row.supporterCount > 0 && (
            <span className="linli-quiet" title={say('list.supporters', { count: row.supporterCount })}>
              <TeamOutlined aria-hidden /> {row.supporterCount}
              <span className="linli-unseen">{say('list.supporters', { count: row.supporterCount })}</span>
            </span>
          )}
          {movedOn && <span className="linli-unseen">{say('list.movedOn')}</span>}
          <span className="row-when linli-quiet">{row.dueAt ? <When at={row.dueAt} due /> : <When at={row.reportedAt} />}</span>
        </span>
      </Link>
    </li>
  )
}
