import type { OutboxItem } from '@linli/client/outbox'
import { When } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import { useActionName } from './action-name.ts'
import { useWaitingTexts } from './texts.ts'

/** What arrived, with the time the server took it. */
export function SentLately({ items }: { items: readonly OutboxItem[] }) {
  const say = useWaitingTexts()
  const nameOf = useActionName()
  if (items.length === 0) return null
  return (
    <>
      <h2 className="section-title">{say('sent')}</h2>
      {items.map(({ id, owner, said, answer }) => {
        const at = answer?.['at']
        const line = (
          <>
            <span className="matter-card-text">{nameOf(said.action)}</span>
            <span className="linli-quiet linli-small">
              {said.matterNumber ? say('sentAs', { number: said.matterNumber }) : say('done')}
              {typeof at === 'string' && (
                <>
                  {' · '}
                  <When at={at} />
                </>
              )}
            </span>
          </>
        )
        return said.matterId && owner !== 'stranger' ? (
          <Link key={id} to="/matters/$matterId" params={{ matterId: said.matterId }} className="card matter-card">
            {line}
          </Link>
        ) : (
          <div key={id} className="card matter-card">
            {line}
          </div>
        )
      })}
    </>
  )
}
