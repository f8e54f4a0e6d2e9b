import { FullscreenOutlined, RollbackOutlined } from '@ant-design/icons'
import { Empty, formatDate, Loading, NoPermission, present, QueryError, useExpired, useLanguage, useMinute } from '@linli/ui'
import { Link, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMay } from '../../app/session.ts'
import { type Home, useHome } from '../../parts/map/use-home.ts'
import { useArea } from '../../parts/use-area.ts'
import { useWallTexts } from './texts.ts'
import { useDays, useWallRefresh } from './use-wall.ts'
import { WallMap } from './wall-map.tsx'
import { Oldest } from './oldest.tsx'
import { Ranking } from './ranking.tsx'
import { Rates } from './rates.tsx'
import { Surges } from './surges.tsx'
import { Today } from './today.tsx'
import './wall.css'

/** A command centre's wall: what is happening now, readable from five metres. Nothing on it scrolls, asks or names a person. */
export function WallPage() {
  const say = useWallTexts()
  const home = useHome()
  if (!useMay('figures.read')) return <NoPermission />
  if (home.isPending) return <Loading />
  if (home.isError) return <QueryError error={home.error} onRetry={() => void home.refetch()} />
  if (!home.data) return <Empty text={say('noneLate')} />
  return <Wall home={home.data} />
}

function Wall({ home }: { home: Home }) {
  const { area } = useSearch({ from: '/figures/wall' })
  const areaId = area ?? home.areaId
  const name = useArea(areaId).data?.name ?? home.name
  useWallRefresh()
  return (
    <div className="wall">
      <WallHead areaId={areaId} name={name} />
      <div className="wall-left">
        <Today areaId={areaId} />
        <Rates areaId={areaId} />
      </div>
      <WallMap areaId={areaId} box={home.box} />
      <div className="wall-right">
        <Oldest areaId={areaId} />
        <Surges areaId={areaId} />
        <Ranking areaId={areaId} />
      </div>
    </div>
  )
}

/** Whose wall it is, the time, and whether what it shows is of now. */
function WallHead({ areaId, name }: { areaId: string; name: string }) {
  const say = useWallTexts()
  const language = useLanguage()
  const now = useMinute()
  const expired = useExpired()
  const { dataUpdatedAt, isError, fetchStatus } = useDays(areaId)
  const time = formatDate(new Date(dataUpdatedAt === 0 ? present() : dataUpdatedAt), language).text
  const stale = isError || fetchStatus === 'paused'
  return (
    <header className="wall-head">
      <h1>{say('title', { area: name })}</h1>
      <output className="wall-live" data-lost={expired || stale} aria-live="polite">
        {expired ? say('signedOut', { time }) : stale ? say('lost', { time }) : say('live')}
      </output>
      <time className="wall-clock">{formatDate(now, language).text}</time>
      <nav className="wall-tools" aria-label={say('nav')}>
        <Button
          type="text"
          icon={<FullscreenOutlined />}
          aria-label={say('full')}
          onClick={() => void document.documentElement.requestFullscreen?.()}
        />
        <Link to="/figures" search={{ area: areaId }} aria-label={say('leave')}>
          <RollbackOutlined aria-hidden />
        </Link>
      </nav>
    </header>
  )
}
