import { type Light, type MatterRow, type RouteOutput, type Routes } from '@linli/contract'
import { CardBadge, Empty, LightBadge, Loading, QueryError, stateName, useLanguage, useSharedTexts, When } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { MapSearch } from './map-search.ts'
import { useMapPageTexts } from './texts.ts'
import type { useMatterRows } from './use-map-matters.ts'

const shownLights = ['red', 'yellow', 'green'] as const satisfies readonly Light[]

/** Beside the map: how many are in view, by light, and each of them as a row. */
export function MapList({
  search,
  clusters,
  rows,
  onLight,
}: {
  search: MapSearch
  clusters: RouteOutput<Routes['mapMatters']> | undefined
  rows: ReturnType<typeof useMatterRows>
  onLight: (light: Light | undefined) => void
}) {
  const say = useMapPageTexts()
  const shared = useSharedTexts()
  const items = rows.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className="map-list" aria-label={say('list')}>
      <div className="map-list-head">
        <h1 aria-live="polite">{clusters ? say('inView', { count: clusters.total }) : say('list')}</h1>
        <fieldset className="map-lights">
          <legend className="linli-unseen">{say('lights')}</legend>
          {shownLights.map((light) => (
            <button
              key={light}
              type="button"
              aria-pressed={search.light === light}
              onClick={() => onLight(search.light === light ? undefined : light)}
            >
              <LightBadge light={light} />
              {clusters && <span>{clusters.clusters.reduce((sum, cluster) => sum + cluster.lights[light], 0)}</span>}
            </button>
          ))}
        </fieldset>
        {clusters !== undefined && clusters.left > 0 && <p className="linli-quiet">{say('left', { left: clusters.left })}</p>}
      </div>
      {rows.isPending ? (
        <Loading />
      ) : rows.isError && items.length === 0 ? (
        <QueryError error={rows.error} onRetry={() => void rows.refetch()} />
      ) : items.length === 0 ? (
        <Empty text={say('empty')} />
      ) : (
        <ul>
          {items.map((row) => (
            <Row key={row.id} row={row} chosen={row.id === search.matter} />
          ))}
        </ul>
      )}
      {rows.hasNextPage && (
        <Button block type="text" loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
          {shared('common.more')}
        </Button>
      )}
    </section>
  )
}

function Row({ row, chosen }: { row: MatterRow; chosen: boolean }) {
  const shared = useSharedTexts()
  const language = useLanguage()
  return (
    <li>
      <Link
        from="/map"
        to="/map"
        search={(before) => ({ ...before, matter: row.id })}
        className="map-row"
        activeProps={{}}
        aria-current={chosen ? 'true' : undefined}
      >
        <span className="map-row-text">{row.text}</span>
        <span className="map-row-place linli-quiet">{[row.area.name, row.address].filter(Boolean).join(' · ')}</span>
        <span className="map-row-foot">
          <LightBadge light={row.light} />
          {row.cardLevel && <CardBadge level={row.cardLevel} quiet />}
          <span>{stateName(row, shared, language)}</span>
          {row.kind !== 'event' && <span className="severity">{shared(`matterKinds.${row.kind}`)}</span>}
          <span className="map-row-when linli-quiet">{row.dueAt ? <When at={row.dueAt} due /> : <When at={row.reportedAt} />}</span>
        </span>
      </Link>
    </li>
  )
}
