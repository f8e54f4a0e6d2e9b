import { type AlertKind, alertKinds, type AlertState, alertStates } from '@linli/contract'
import { Empty, NoPermission } from '@linli/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented, Select } from 'antd'
import { useMay } from '../../app/session.ts'
import { AreaSelect } from '../../parts/area-select.tsx'
import { AlertDetail } from './alert-detail.tsx'
import { AlertList } from './alert-list.tsx'
import './alerts.css'
import { useAlertsTexts } from './texts.ts'

/** What stands out in my areas: the list, and beside it the one that is looked at. */
export function AlertsPage() {
  const say = useAlertsTexts()
  const search = useSearch({ from: '/alerts' })
  const navigate = useNavigate({ from: '/alerts' })
  if (!useMay('alerts.read')) return <NoPermission />
  const go = (next: Partial<typeof search>) => void navigate({ search: { ...search, ...next } })
  const state: AlertState = search.state ?? 'open'
  return (
    <div className="two-panes alerts">
      <section className="pane" aria-label={say('title')}>
        <div className="alert-filters">
          <Segmented<AlertState>
            block
            aria-label={say('state')}
            value={state}
            options={alertStates.map((value) => ({ value, label: say(`states.${value}`) }))}
            onChange={(value) => go({ state: value === 'open' ? undefined : value, alert: undefined })}
          />
          <Select<AlertKind | ''>
            aria-label={say('kind')}
            value={search.kind ?? ''}
            options={[{ value: '', label: say('anyKind') }, ...alertKinds.map((value) => ({ value, label: say(`kinds.${value}`) }))]}
            onChange={(value) => go({ kind: value === '' ? undefined : value })}
          />
          <AlertArea area={search.area} onChoose={(area) => go({ area, alert: undefined })} />
        </div>
        <AlertList area={search.area} kind={search.kind} state={state} />
      </section>
      <section className="pane-main" aria-label={say('one')}>
        {search.alert === undefined ? <Empty text={say('chooseOne')} /> : <AlertDetail alertId={search.alert} />}
      </section>
    </div>
  )
}

function AlertArea({ area, onChoose }: { area: string | undefined; onChoose: (area: string | undefined) => void }) {
  const say = useAlertsTexts()
  return (
    <div className="alert-area">
      <AreaSelect label={say('area')} placeholder={say('allAreas')} value={area} onChange={onChoose} />
      {area !== undefined && <Button onClick={() => onChoose(undefined)}>{say('allAreas')}</Button>}
    </div>
  )
}
