import type { MatterBehind } from '@linli/contract'
import { LightBadge, stateName, useLanguage, useSharedTexts, When } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useBehindTexts } from './behind-texts.ts'
import type { useBehind } from './use-behind.ts'

/** Every row is as high as another. */
const rowHeight = 74
/** So many rows before the end the next page is asked for. */
const ahead = 30

/** What a figure counts, a row each; only rows in sight are drawn. */
export function BehindRows({ list, rows }: Pick<ReturnType<typeof useBehind>, 'list' | 'rows'>) {
  const scrolled = useRef<HTMLDivElement>(null)
  // What it returns changes without being another object; nothing below is kept by it.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrolled.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.countedId ?? index,
    overscan: 6,
  })
  const inSight = virtual.getVirtualItems()
  const last = inSight.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && last >= rows.length - ahead) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, last, rows.length])
  return (
    <div className="behind-rows" ref={scrolled}>
      <ul style={{ height: virtual.getTotalSize() }}>
        {inSight.map(({ index, key, start }) => {
          const row = rows[index]
          if (!row) return null
          return (
            <li
              key={key}
              style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              aria-posinset={index + 1}
              aria-setsize={hasNextPage ? -1 : rows.length}
            >
              <Row row={row} />
            </li>
          )
        })}
      </ul>
      <End list={list} />
    </div>
  )
}

function Row({ row }: { row: MatterBehind }) {
  const say = useBehindTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  return (
    <Link to="/desk" search={{ view: 'all', matter: row.id }} className="behind-row">
      <span className="behind-row-head">
        <LightBadge light={row.light} />
        <span className="linli-quiet">{stateName(row, shared, language)}</span>
        {row.severity !== 'ordinary' && <span className={`severity severity-${row.severity}`}>{shared(`severities.${row.severity}`)}</span>}
        {row.organisationName && <span>{row.organisationName[language]}</span>}
        {row.minutes !== null && <b>{howLong(row.minutes, say)}</b>}
        <span className="behind-row-when linli-quiet">
          <When at={row.countedAt} />
        </span>
      </span>
      <span className="behind-row-text">{row.text}</span>
      <span className="behind-row-place linli-quiet">{[row.number, row.area.name, row.address].filter(Boolean).join(' · ')}</span>
    </Link>
  )
}

function howLong(minutes: number, say: ReturnType<typeof useBehindTexts>): string {
  const rounded = (value: number) => Math.round(value * 10) / 10
  if (minutes < 60) return say('minutes', { n: Math.round(minutes) })
  return minutes < 48 * 60 ? say('hours', { n: rounded(minutes / 60) }) : say('days', { n: rounded(minutes / 1440) })
}

function End({ list }: Pick<ReturnType<typeof useBehind>, 'list'>) {
  const say = useBehindTexts()
  if (list.isFetchNextPageError)
    return (
      <p className="behind-end" role="alert">
        {say('pageFailed')}{' '}
        <Button type="link" size="small" onClick={() => void list.fetchNextPage()}>
          {say('again')}
        </Button>
      </p>
    )
  if (list.isFetchingNextPage) return <output className="behind-end">{say('loadingMore')}</output>
  return list.hasNextPage ? null : <p className="behind-end">{say('end')}</p>
}
