import { type NearbyCell, type Point } from '@linli/contract'
import { Loading, QueryError, useLanguage } from '@linli/ui'
import { boxAround, CityMap, CountedBoxes } from '@linli/ui/map'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import Input from 'antd-mobile/es/components/input'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { formatDistance } from '../../parts/distance.ts'
import { here } from '../../parts/here.ts'
import { AreaOutlines } from '../../parts/place/area-outlines.tsx'
import '../../parts/place/place.css'
import { LocateButton } from '../../parts/place/locate-button.tsx'
import { PlaceSuggestions } from '../../parts/place/place-suggestions.tsx'
import { useCategories } from '../../parts/use-categories.ts'
import './nearby.css'
import { useNearbyTexts } from './texts.ts'

/** How much is reported around a place, on a map and as a list that says the same. Where one looks is in the address of the page. */
export function NearbyPage() {
  const say = useNearbyTexts()
  const { longitude, latitude } = useSearch({ from: '/nearby' })
  return (
    <>
      <h1>{say('title')}</h1>
      <p className="hint">{say('hint')}</p>
      {longitude === undefined || latitude === undefined ? <Where /> : <Around point={{ longitude, latitude }} />}
    </>
  )
}

/** Where to look: here, or at a place by its name. */
function Where() {
  const say = useNearbyTexts()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  // To about ten metres: finer says more than is needed, and the address of the page may be shared.
  const show = ({ longitude, latitude }: Point) =>
    void navigate({ to: '/nearby', search: { longitude: rounded(longitude), latitude: rounded(latitude) } })
  const locate = useMutation({ mutationFn: here, onSuccess: show })
  return (
    <section className="card">
      <LocateButton label={say('here')} busyLabel={say('locating')} busy={locate.isPending} onLocate={() => locate.mutate()} />
      {locate.isError && <p className="hint">{say('denied')}</p>}
      <label className="field">
        <span>{say('search')}</span>
        <Input value={typed} onChange={setTyped} placeholder={say('searchHint')} maxLength={60} />
      </label>
      <PlaceSuggestions typed={typed} onChoose={({ point }) => point && show(point)} />
    </section>
  )
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e4) / 1e4
}

function Around({ point }: { point: Point }) {
  const say = useNearbyTexts()
  const nearby = useQuery({
    queryKey: ['nearby', point.longitude, point.latitude],
    queryFn: ({ signal }) => api.countNearby({ query: point }, signal),
    staleTime: 60_000,
  })
  if (nearby.isPending) return <Loading />
  if (!nearby.data) return <QueryError error={nearby.error} onRetry={() => void nearby.refetch()} />
  const { cells, days, areaId } = nearby.data
  return (
    <>
      {cells.length > 0 && (
        <div className="nearby-map">
          <CityMap label={say('map')} box={boxAround(cells.map(cornersOf))}>
            <AreaOutlines areaId={areaId} strong />
            <CountedBoxes boxes={cells} />
          </CityMap>
        </div>
      )}
      {cells.length === 0 ? <p className="card">{say('none')}</p> : <Cells cells={cells} />}
      <p className="hint">{say('days', { days })}</p>
      <Link to="/report" className="big-link">
        {say('report')}
      </Link>
      <Link to="/nearby" search={{}} className="plain-link">
        {say('other')}
      </Link>
    </>
  )
}

function Cells({ cells }: { cells: readonly NearbyCell[] }) {
  const say = useNearbyTexts()
  const language = useLanguage()
  const { byCode } = useCategories()
  const nameOf = (code: string) => {
    const category = byCode.get(code)
    return category ? [language === 'zh' ? category.nameZh : category.nameEn] : []
  }
  return (
    <ul className="nearby-cells" aria-label={say('list')}>
      {cells.map((cell) => {
        const names = cell.categoryCodes.flatMap(nameOf)
        return (
          <li key={cell.box.join()} className="card">
            <p className="nearby-place">
              <strong>{cell.areaName ?? say('somewhere')}</strong>
              <span className="linli-quiet">{say('away', { distance: formatDistance(cell.distanceM, language) })}</span>
            </p>
            <p>{say('count', { count: cell.count, open: cell.open })}</p>
            {names.length > 0 && <p className="linli-quiet">{say('mostly', { names: names.join(language === 'zh' ? '、' : ', ') })}</p>}
          </li>
        )
      })}
    </ul>
  )
}

function cornersOf({ box: [west = 0, south = 0, east = 0, north = 0] }: NearbyCell): { coordinates: unknown[] } {
  return {
    coordinates: [
      [west, south],
      [east, north],
    ],
  }
}
