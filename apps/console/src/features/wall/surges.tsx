import { useMay } from '../../app/session.ts'
import { useCategories } from '../../parts/use-categories.ts'
import { useWallTexts } from './texts.ts'
import { useSurges } from './use-wall.ts'

/** What stands out of the usual: what, where, and how many instead of how many. */
export function Surges({ areaId }: { areaId: string }) {
  const say = useWallTexts()
  const { pathOf } = useCategories()
  const mayRead = useMay('alerts.read')
  const alerts = useSurges(areaId, mayRead).data?.items
  if (!mayRead) return null
  return (
    <section className="wall-box wall-surges" aria-label={say('surges')}>
      <h2>{say('surges')}</h2>
      {alerts?.length === 0 && <p>{say('noSurges')}</p>}
      <ol>
        {alerts?.map((alert) => (
          <li key={alert.id}>
            <span>{pathOf(alert.categoryCode).split(' / ').at(-1)}</span>
            <span className="wall-beside">{alert.area.name}</span>
            <strong>
              {alert.expected === null
                ? say('again', { n: alert.seen })
                : say('instead', { n: alert.seen, usual: Math.round(alert.expected) })}
            </strong>
          </li>
        ))}
      </ol>
    </section>
  )
}
