import { Link } from '@tanstack/react-router'
import { useOutboxTexts } from './texts.ts'
import { useOutbox } from './use-outbox.ts'

/** Says on a matter's page what of mine has not reached it yet. */
export function UnsentHere({ matterId }: { matterId: string }) {
  const say = useOutboxTexts()
  const count = useOutbox()?.unsent.filter((item) => item.line === matterId).length ?? 0
  if (count === 0) return null
  return (
    <Link to="/waiting" className="plain-link boxed">
      {say('here', { count })}
    </Link>
  )
}
