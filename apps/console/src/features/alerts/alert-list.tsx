import type { Alert, AlertKind, AlertLook, AlertState } from '@linli/contract'
import { Empty, LightBadge, Loading, QueryError, When } from '@linli/ui'
import { Link, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCategoryName, useCounts, useDay } from './alert-words.ts'
import { useAlertsTexts } from './texts.ts'
import { useAlerts } from './use-alerts.ts'

/** What stands out, newest first, and when it was last looked for. */
export function AlertList({ area, kind, state }: { area: string | undefined; kind: AlertKind | undefined; state: AlertState }) {
  const say = useAlertsTexts()
  const alerts = useAlerts({ area, kind, state })
  if (alerts.isPending) return <Loading />
  if (alerts.isError) return <QueryError error={alerts.error} onRetry={() => void alerts.refetch()} />
  const rows = alerts.data.pages.flatMap((page) => page.items)
  return (
    <>
      {rows.length === 0 ? (
        <Empty text={say(`none.${state}`)} />
      ) : (
        <ul className="alert-list">
          {rows.map((alert) => (
            <AlertRow key={alert.id} alert={alert} />
          ))}
        </ul>
      )}
      {alerts.hasNextPage && (
        <Button block loading={alerts.isFetchingNextPage} onClick={() => void alerts.fetchNextPage()}>
          {say('more')}
        </Button>
      )}
      <Looks looks={alerts.data.pages[0]?.looks ?? []} />
    </>
  )
}

function AlertRow({ alert }: { alert: Alert }) {
  const say = useAlertsTexts()
  const search = useSearch({ from: '/alerts' })
  const categoryName = useCategoryName()
  const counts = useCounts()
  const day = useDay()
  return (
    <li>
      <Link
        to="/alerts"
        search={{ ...search, alert: alert.id }}
        className="list-button alert-row"
        aria-current={search.alert === alert.id || undefined}
      >
        <span className="alert-row-head">
          <LightBadge light={alert.light} word={say(`lights.${alert.light === 'none' ? 'green' : alert.light}`)} quiet />
          <strong>{categoryName(alert.categoryCode)}</strong>
          <span className="linli-quiet alert-kind">{say(`kinds.${alert.kind}`)}</span>
        </span>
        <span>
          {alert.area.name} · {counts(alert)}
        </span>
        <small className="linli-quiet">
          {say('since', { day: day(alert.since) })} · {say(alert.goesOn ? 'goesOn' : 'over')}
        </small>
      </Link>
    </li>
  )
}

/** Silence means something only when somebody looked: when each kind was looked for, and where the past is too short to tell. */
function Looks({ looks }: { looks: readonly AlertLook[] }) {
  const say = useAlertsTexts()
  if (looks.length === 0) return <p className="linli-quiet linli-small">{say('notLooked')}</p>
  return (
    <ul className="alert-looks linli-quiet linli-small">
      {looks.map((look) => (
        <li key={look.kind}>
          {say(`kinds.${look.kind}`)}: {say('lookedAt')} <When at={look.at} />
          {!look.isEnough && <strong> · {say('notEnough', { count: look.pastDays })}</strong>}
        </li>
      ))}
    </ul>
  )
}
