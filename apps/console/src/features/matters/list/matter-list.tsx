import type { MatterView } from '@linli/contract'
import { Loading, QueryError } from '@linli/ui'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Button } from 'antd'
import { type CSSProperties, useCallback, useEffect, useRef } from 'react'
import type { DeskSearch } from '../desk-search.ts'
import { useSelection } from '../selection.ts'
import { useMattersTexts } from '../texts.ts'
import { EmptyList } from './empty-list.tsx'
import { FilterBar } from './filter-bar.tsx'
import { filtersOf } from './filters.ts'
import './list.css'
import { ListRow, rowHeight } from './list-row.tsx'
import { usePhoneSearch } from './phone-search.ts'
import { SearchBox } from './search-box.tsx'
import { useListTexts } from './texts.ts'
import { hasMovedOn, type useDeskList } from './use-desk-list.ts'

/** So many rows before the end the next page is asked for. */
const ahead = 25

/** The matters of a list; the chosen one is in the address and kept in sight. Only rows in sight are drawn. */
export function MatterList({ view, search, desk }: { view: MatterView; search: DeskSearch; desk: ReturnType<typeof useDeskList> }) {
  const say = useMattersTexts()
  const { list, rows, fresh, showFresh } = desk
  const { phone } = usePhoneSearch()
  return (
    <section className="desk-list" aria-label={say('list.label', { view: say(`views.${view}`) })}>
      <div className="desk-list-head">
        <SearchBox search={search} />
        <FilterBar search={search} />
      </div>
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
        <EmptyList view={view} search={search} />
      ) : (
        <Rows key={JSON.stringify([filtersOf(search), phone])} view={view} search={search} desk={desk} />
      )}
    </section>
  )
}

function Rows({ view, search, desk }: { view: MatterView; search: DeskSearch; desk: ReturnType<typeof useDeskList> }) {
  const { list, rows } = desk
  const scrolled = useRef<HTMLDivElement>(null)
  const selection = useSelection()
  // What it returns changes without being another object; nothing below is kept by it.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scrolled.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
  })
  const inSight = virtual.getVirtualItems()
  const last = inSight.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && last >= rows.length - ahead) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, last, rows.length])
  const chosen = rows.findIndex((row) => row.id === search.matter)
  useEffect(() => {
    if (chosen !== -1) virtual.scrollToIndex(chosen, { align: 'auto' })
  }, [chosen, virtual])
  const { toggle, selectRange, clear } = selection
  // What is ticked in one list is not acted on from another.
  useEffect(() => clear, [clear])
  const known = useRef(rows)
  useEffect(() => {
    known.current = rows
  }, [rows])
  const tick = useCallback(
    (matterId: string, range: boolean) => {
      if (!range) return toggle(matterId)
      return selectRange(
        known.current.map((row) => row.id),
        matterId,
      )
    },
    [toggle, selectRange],
  )
  return (
    <div className="desk-list-rows" ref={scrolled} data-selecting={selection.ids.length > 0}>
      <ul style={{ height: virtual.getTotalSize() }}>
        {inSight.map(({ index, key, start }) => {
          const row = rows[index]
          if (!row) return null
          const place: CSSProperties = { height: rowHeight, transform: `translateY(${start}px)` }
          return (
            <li key={key} style={place} aria-posinset={index + 1} aria-setsize={hasNextPage ? -1 : rows.length}>
              <ListRow
                row={row}
                selected={row.id === search.matter}
                ticked={selection.has(row.id)}
                movedOn={hasMovedOn(row, view)}
                onTick={tick}
              />
            </li>
          )
        })}
      </ul>
      <ListEnd list={list} />
    </div>
  )
}

function ListEnd({ list }: { list: ReturnType<typeof useDeskList>['list'] }) {
  const say = useListTexts()
  if (list.isFetchNextPageError)
    return (
      <p className="desk-list-end" role="alert">
        {say('pageFailed')}{' '}
        <Button type="link" size="small" onClick={() => void list.fetchNextPage()}>
          {say('again')}
        </Button>
      </p>
    )
  if (list.isFetchingNextPage) return <output className="desk-list-end">{say('loadingMore')}</output>
  return list.hasNextPage ? null : <p className="desk-list-end">{say('end')}</p>
}
