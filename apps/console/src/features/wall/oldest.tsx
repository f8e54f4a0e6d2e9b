import { useMinute } from '@linli/ui'
import { useCategories } from '../../parts/use-categories.ts'
import { useWallTexts } from './texts.ts'
import { useOldest } from './use-wall.ts'

const hourMs = 3_600_000

/** What is over its limit for longest: what and where, never what somebody wrote, for a wall is seen by visitors too. */
export function Oldest({ areaId }: { areaId: string }) {
  const say = useWallTexts()
  const { find, nameOf } = useCategories()
  const now = useMinute()
  const rows = useOldest(areaId).data?.items
  const late = (dueAt: string | null) => {
    const hours = dueAt === null ? 0 : Math.floor((now.getTime() - Date.parse(dueAt)) / hourMs)
    if (hours >= 48) return say('late.days', { n: Math.floor(hours / 24) })
    return hours >= 1 ? say('late.hours', { n: hours }) : say('late.minutes')
  }
  return (
    <section className="wall-box wall-oldest" aria-label={say('oldest')}>
      <h2>{say('oldest')}</h2>
      {rows?.length === 0 && <p>{say('noneLate')}</p>}
      <ol>
        {rows?.map((row) => {
          const category = find(row.categoryCode)
          return (
            <li key={row.id}>
              <span>{category ? nameOf(category) : say('noCategory')}</span>
              <span className="wall-beside">{row.area.name}</span>
              <strong>{late(row.dueAt)}</strong>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
