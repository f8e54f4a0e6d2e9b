import { Link, useSearch } from '@tanstack/react-router'
import { useArea } from '../../parts/use-area.ts'
import { useFiguresTexts } from './texts.ts'

/** Where one is in the tree; each area above leads to its own figures. */
export function AreaPath({ areaId }: { areaId: string | undefined }) {
  const say = useFiguresTexts()
  const search = useSearch({ from: '/figures' })
  const area = useArea(areaId ?? '').data
  return (
    <div className="figures-where">
      <nav className="path" aria-label={say('path')}>
        {area?.ancestors.map((one) => (
          <span key={one.id}>
            <Link to="/figures" search={{ ...search, area: one.id }}>
              {one.name}
            </Link>
            {' › '}
          </span>
        ))}
      </nav>
      <h1>{area?.name ?? ' '}</h1>
    </div>
  )
}
