import { CloseOutlined } from '@ant-design/icons'
import type { Matter } from '@linli/contract'
import { CardBadge, LightBadge, Loading, problemOf, QueryError, stateName, useLanguage, useSharedTexts, When } from '@linli/ui'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCategories } from '../../parts/use-categories.ts'
import { useMapPageTexts } from './texts.ts'

/** What matters about one matter, over the corner of the map, with the way to the desk. */
export function ChosenMatter({ matter, onClose }: { matter: UseQueryResult<Matter>; onClose: () => void }) {
  const say = useMapPageTexts()
  return (
    <section className="map-chosen" aria-label={say('chosen')}>
      <Button className="map-chosen-close" type="text" size="small" icon={<CloseOutlined />} aria-label={say('close')} onClick={onClose} />
      {matter.data ? (
        <Summary matter={matter.data} />
      ) : matter.isPending ? (
        <Loading />
      ) : problemOf(matter.error)?.code === 'not_found' ? (
        <p className="linli-quiet">{say('gone')}</p>
      ) : (
        <QueryError error={matter.error} onRetry={() => void matter.refetch()} />
      )}
    </section>
  )
}

function Summary({ matter }: { matter: Matter }) {
  const say = useMapPageTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const { pathOf } = useCategories()
  return (
    <>
      <div className="map-chosen-head">
        <strong>{stateName(matter, shared, language)}</strong>
        <LightBadge light={matter.light} />
        {matter.cardLevel && <CardBadge level={matter.cardLevel} />}
        <span className="linli-quiet">{matter.number}</span>
      </div>
      <p className="map-chosen-text">{matter.text}</p>
      <dl className="facts">
        <dt>{say('place')}</dt>
        <dd>
          {[matter.area.name, matter.address ?? say('noAddress')].join(' · ')}
          {!matter.point && <small>{say('noPoint')}</small>}
        </dd>
        <dt>{say('category')}</dt>
        <dd>{matter.categoryCode ? pathOf(matter.categoryCode) : say('noCategory')}</dd>
        <dt>{say('holder')}</dt>
        <dd>{matter.holder.name ?? '–'}</dd>
        <dt>{say('due')}</dt>
        <dd>{matter.dueAt ? <When at={matter.dueAt} due /> : say('noDue')}</dd>
      </dl>
      <Link to="/desk" search={{ view: 'open', matter: matter.id }} className="map-chosen-open">
        {say('open')}
      </Link>
    </>
  )
}
