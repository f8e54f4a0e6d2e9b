import type { Matter } from '@linli/contract'
import { stateName, useLanguage, useSharedTexts } from '@linli/ui'
import { Link, useSearch } from '@tanstack/react-router'
import { useMattersTexts } from '../texts.ts'

/** Other matters that belong to this one; each opens in its place, and back leads here again. */
export function Links({ matter }: { matter: Matter }) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const { view = 'all' } = useSearch({ from: '/desk' })
  return (
    <section className="block">
      <h2>{say('one.links')}</h2>
      <ul className="links">
        {matter.links.map((link) => (
          <li key={link.id + link.relation}>
            <span className="linli-quiet">{shared(`linkRelations.${isOrigin(matter, link) ? 'origin' : link.relation}`)}</span>{' '}
            <Link to="/desk" search={{ view, matter: link.id }}>
              {link.number}
            </Link>{' '}
            <span className="linli-quiet">{stateName(link, shared, language)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A task and the matter it comes from are linked by the same word; seen from the task it is where it comes from. */
function isOrigin(matter: Matter, link: Matter['links'][number]): boolean {
  return matter.kind === 'task' && link.relation === 'task' && link.kind !== 'task'
}
