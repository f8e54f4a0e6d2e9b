import type { Me } from '@linli/contract'
import { Link } from '@tanstack/react-router'
import { pages } from './pages.ts'
import { useFrameTexts } from './texts.ts'

/** Down the left edge, narrow, so that the width belongs to the work. */
export function SideNav({ me }: { me: Me }) {
  const say = useFrameTexts()
  return (
    <nav className="side-nav" aria-label={say('nav.label')}>
      {pages
        .filter((page) => me.permissions.includes(page.needs))
        .map((page) => (
          <Link
            key={page.to}
            to={page.to}
            className="nav-link"
            activeProps={{ 'aria-current': 'page' }}
            activeOptions={{ includeSearch: false }}
          >
            <page.icon aria-hidden />
            {say(page.text)}
          </Link>
        ))}
    </nav>
  )
}
