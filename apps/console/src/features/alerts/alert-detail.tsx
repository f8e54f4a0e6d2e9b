import type { AlertDetail as Detail } from '@linli/contract'
import { instantInCity, LightBadge, Loading, QueryError, stateSentence, useLanguage, useSharedTexts, When } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useCategoryName, useCounts, useDay } from './alert-words.ts'
import { Explanation } from './explanation.tsx'
import { SetAsideForm, SuperviseForm, TaskForm } from './settle-forms.tsx'
import { useAlertsTexts } from './texts.ts'
import { useAlert } from './use-alerts.ts'

const PlaceMap = lazy(async () => ({ default: (await import('./place-map.tsx')).PlaceMap }))

const forms = { task: TaskForm, supervision: SuperviseForm, set_aside: SetAsideForm } as const

/** One alert: what it says, why, where, the matters behind it, and what may be done. */
export function AlertDetail({ alertId }: { alertId: string }) {
  const alert = useAlert(alertId)
  if (alert.isPending) return <Loading />
  if (alert.isError) return <QueryError error={alert.error} onRetry={() => void alert.refetch()} />
  return <Shown key={alertId} alert={alert.data} />
}

function Shown({ alert }: { alert: Detail }) {
  const say = useAlertsTexts()
  const categoryName = useCategoryName()
  const counts = useCounts()
  const day = useDay()
  const [doing, setDoing] = useState<keyof typeof forms | null>(null)
  const chosen = doing !== null && alert.abilities.includes(doing) ? doing : null
  const Form = chosen && forms[chosen]
  return (
    <article className="alert-detail">
      <h1>
        {alert.area.name} · {categoryName(alert.categoryCode)}
      </h1>
      <p className="alert-sum">
        <LightBadge light={alert.light} word={say(`lights.${alert.light === 'none' ? 'green' : alert.light}`)} />
        <span>{say(`kinds.${alert.kind}`)}</span>
        <strong>{counts(alert)}</strong>
        <span className="linli-quiet">
          {say('since', { day: day(alert.since) })} · {say(alert.goesOn ? 'goesOn' : 'over')}
        </span>
      </p>
      <Outcome alert={alert} />
      {alert.abilities.length > 0 && (
        <div className="alert-actions">
          {alert.abilities.map((ability, at) => (
            <Button
              key={ability}
              type={at === 0 ? 'primary' : 'default'}
              aria-expanded={chosen === ability}
              onClick={() => setDoing(chosen === ability ? null : ability)}
            >
              {say(`do.${ability}`)}
            </Button>
          ))}
        </div>
      )}
      {Form && <Form alert={alert} onDone={() => setDoing(null)} />}
      <Explanation alert={alert} />
      {alert.outlines.length > 0 && (
        <Suspense fallback={<Loading />}>
          <PlaceMap alert={alert} />
        </Suspense>
      )}
      <Behind alert={alert} />
    </article>
  )
}

function Outcome({ alert: { outcome } }: { alert: Detail }) {
  const say = useAlertsTexts()
  if (!outcome) return null
  return (
    <output className="alert-outcome">
      {say(`outcome.${outcome.as}`)}
      {outcome.matter && (
        <Link to="/desk" search={{ view: 'all', matter: outcome.matter.id }}>
          {outcome.matter.number}
        </Link>
      )}
      {outcome.reason !== null && <q>{outcome.reason}</q>}
      <span className="linli-quiet">
        <When at={outcome.at} />
      </span>
    </output>
  )
}

/** The matters that were counted; the whole list of a surge is the desk's, narrowed to area, category and days. */
function Behind({ alert }: { alert: Detail }) {
  const say = useAlertsTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const dayAfter = new Date(Date.parse(alert.countedTo) + 86_400_000).toISOString().slice(0, 10)
  const [from, to] = [instantInCity(`${alert.countedFrom}T00:00`), instantInCity(`${dayAfter}T00:00`)]
  return (
    <section aria-label={say('behind')}>
      <h2>
        {say('behind')} <span className="linli-quiet">{alert.matterCount}</span>
      </h2>
      <ul className="alert-matters">
        {alert.matters.slice(0, 12).map((matter) => (
          <li key={matter.id}>
            <Link to="/desk" search={{ view: 'all', matter: matter.id }}>
              {matter.text === '' ? matter.number : matter.text}
            </Link>
            <span className="linli-quiet linli-small">
              {matter.area.name} · <When at={matter.reportedAt} /> · {stateSentence(matter, shared, language)}
            </span>
          </li>
        ))}
      </ul>
      {alert.matterCount === 0 && <p className="linli-quiet">{say('noneBehind')}</p>}
      {alert.kind === 'surge' && from && to && (
        <Link
          to="/desk"
          search={{
            view: 'all',
            kind: 'event',
            areaId: alert.area.id,
            categoryCode: alert.categoryCode,
            reportedFrom: from,
            reportedTo: to,
          }}
        >
          {say('inDesk')}
        </Link>
      )}
    </section>
  )
}
