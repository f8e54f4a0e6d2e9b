import type { Matter } from '@linli/contract'
import { ChangedSince, problemOf, useProblemText } from '@linli/ui'
import { useMatterTexts } from './texts.ts'
import type { Act } from './use-act.ts'

/** What went wrong with an action; when somebody else was faster, what they did. */
export function Conflict({ matter, act }: { matter: Matter; act: Pick<Act<never>, 'error' | 'changedSince'> }) {
  const say = useMatterTexts()
  const problemText = useProblemText()
  // An ended session is asked for over the page; there is nothing to say here.
  if (problemOf(act.error)?.code === 'not_signed_in') return null
  if (!act.error && act.changedSince === null) return null
  return (
    <div className="card-wrong" role="alert">
      {act.error !== null && <p>{problemText(act.error)}</p>}
      {act.changedSince !== null && (
        <>
          <p>{say('act.changed')}</p>
          <ChangedSince entries={matter.timeline} version={act.changedSince} />
        </>
      )}
    </div>
  )
}
