import './rules.css'
import { NoPermission } from '@linli/ui'
import { Link, Outlet } from '@tanstack/react-router'
import { useMay } from '../../app/session.ts'
import { useRulesTexts } from './texts.ts'

const sections = ['categories', 'limits', 'calendars', 'routing'] as const

/** What the city runs by: what counts as a matter, how long it may take, when people work, and who is sent. */
export function RulesPage() {
  const say = useRulesTexts()
  if (!useMay('rules.read')) return <NoPermission />
  return (
    <div className="rules">
      <header className="rules-head">
        <h1>{say('title')}</h1>
        <nav aria-label={say('sections')}>
          {sections.map((section) => (
            <Link
              key={section}
              to={`/rules/${section}`}
              className="rules-tab"
              activeProps={{ 'aria-current': 'page' }}
              activeOptions={{ includeSearch: false }}
            >
              {say(`section.${section}`)}
            </Link>
          ))}
        </nav>
      </header>
      <div className="rules-body">
        <Outlet />
      </div>
    </div>
  )
}
