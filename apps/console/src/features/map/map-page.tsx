import { Empty, Loading, NoPermission, QueryError } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { AreaOutlines } from '../../parts/map/area-outlines.tsx'
import { CityMap, type MapView } from '@linli/ui/map'
import { useKinds } from '../../parts/use-kinds.ts'
import { ChosenMatter } from './chosen-matter.tsx'
import { MapFilters } from './map-filters.tsx'
import { MapList } from './map-list.tsx'
import { type MapSearch, readPlace, writePlace } from './map-search.ts'
import { MatterPoints } from '../../parts/map/matter-points.tsx'
import { useMapPageTexts } from './texts.ts'
import { type Home, useHome } from '../../parts/map/use-home.ts'
import { useClusters, useMatterRows, useQuietRefresh } from './use-map-matters.ts'
import { useDrawnLevels } from './use-drawn-levels.ts'
import './map-page.css'

/** Lines of smaller areas would cover the city when seen whole. */
const smallAreasFromZoom = 12

/** Open matters on a map and, beside it, as a list that says the same. What is looked for and where is in the address. */
export function MapPage() {
  const say = useMapPageTexts()
  const allowed = useMay('matters.list')
  const home = useHome()
  // States of tasks, wishes, errands and disputes are named by their own tables.
  const kinds = useKinds()
  if (!allowed) return <NoPermission />
  if (home.isPending || kinds.isPending) return <Loading />
  if (home.isError) return <QueryError error={home.error} onRetry={() => void home.refetch()} />
  if (!home.data) return <Empty text={say('noBoundaries')} />
  return <HomeMap home={home.data} />
}

function HomeMap({ home }: { home: Home }) {
  const say = useMapPageTexts()
  const search = useSearch({ from: '/map' })
  const navigate = useNavigate({ from: '/map' })
  const { history } = useRouter()
  const [view, setView] = useState<MapView | null>(null)
  const opened = useRef(false)
  const clusters = useClusters(search, view)
  const rows = useMatterRows(search, view)
  useQuietRefresh()
  const levels = useDrawnLevels(home, search.outlines)
  const chosen = useQuery({
    enabled: search.matter !== undefined,
    queryKey: ['matter', search.matter ?? ''],
    queryFn: () => api.getMatter({ params: { matterId: search.matter ?? '' } }),
  })
  const change = (part: { [K in keyof MapSearch]: MapSearch[K] | undefined }, replace = false) =>
    void navigate({ search: (before) => withoutNothing({ ...before, ...part }), replace })
  const moved = (next: MapView) => {
    setView(next)
    // The first is where the map opened by itself; the address need not say it. Nor may a map that is being left: the page
    // after it may still be loading, and the address is already that page's.
    if (opened.current && history.location.pathname.endsWith('/map')) change({ at: writePlace(next) }, true)
    opened.current = true
  }
  return (
    <div className="map-page">
      <MapFilters search={search} levels={levels} onChange={change} />
      <div className="map-place">
        <CityMap label={say('label', { name: home.name })} box={home.box} opensAt={readPlace(search.at)} onMove={moved}>
          {levels.shown.map((level) => (
            <AreaOutlines
              key={level}
              areaId={home.areaId}
              level={level}
              strong={level === levels.largest}
              fromZoom={level === levels.largest ? 0 : smallAreasFromZoom}
            />
          ))}
          <MatterPoints
            clusters={clusters.data?.clusters ?? nothing}
            chosen={search.matter && chosen.data ? chosen.data.point : null}
            onChoose={(matter) => change({ matter })}
          />
        </CityMap>
        {search.matter && <ChosenMatter matter={chosen} onClose={() => change({ matter: undefined })} />}
      </div>
      <MapList search={search} clusters={clusters.data} rows={rows} onLight={(light) => change({ light })} />
    </div>
  )
}

const nothing: readonly never[] = []

function withoutNothing(search: { [K in keyof MapSearch]: MapSearch[K] | undefined }): MapSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))
}
