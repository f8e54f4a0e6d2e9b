import { expectSignOut, setExpired, useProblemText, useSharedTexts } from '@linli/ui'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { EditSOutline } from 'antd-mobile-icons'
import { lazy, Suspense, useState } from 'react'
import { api } from '../app/api.ts'
import { useMay, useMe, useTakeSession } from '../app/session.ts'
import { toast } from '../app/toast.tsx'
import { MyMatters } from '../features/mine/my-matters.tsx'
import { CityPhones, Welcome } from './city-words.tsx'
import { useHomeTexts } from './texts.ts'

const LeaveSheet = lazy(() => import('../features/waiting/leave-sheet.tsx'))
const MyWork = lazy(async () => ({ default: (await import('../features/work/my-work.tsx')).MyWork }))

/** Residents find one big button and what they reported; whoever has work finds that first. */
export function HomePage() {
  const say = useHomeTexts()
  const hasWork = useMay('matters.list')
  return (
    <>
      <Welcome />
      <Link to="/report" className="report-button">
        <EditSOutline aria-hidden />
        <span>
          {say('report')}
          <small>{say('hint')}</small>
        </span>
      </Link>
      {hasWork && (
        <Suspense>
          <MyWork />
        </Suspense>
      )}
      <MyMatters />
      <CityPhones />
      <Account />
    </>
  )
}

function Account() {
  const say = useHomeTexts()
  const shared = useSharedTexts()
  const problemText = useProblemText()
  const me = useMe()
  const takeSession = useTakeSession()
  const [unsent, setUnsent] = useState(0)
  const signOut = useMutation({
    mutationFn: async () => {
      const takeOff = await (await import('../outbox/leave.ts')).prepareToLeave()
      expectSignOut()
      await api.signOut()
      await takeOff()
    },
    onSuccess: () => takeSession(null),
    onError: (error) => {
      setExpired(false)
      toast(problemText(error))
    },
  })
  const leave = async () => {
    const count = await (await import('../outbox/leave.ts')).countUnsent()
    setUnsent(count)
    if (count === 0) signOut.mutate()
  }
  if (me === undefined) return null
  if (!me?.accountId) {
    return (
      <footer className="account">
        <Link to="/sign-in/staff">{say('staff')}</Link>
      </footer>
    )
  }
  const post = me.posts[0]
  return (
    <footer className="account">
      <span>
        {[me.displayName, post && [post.areaName ?? post.organisationName, shared(`roles.${post.role}`)].filter(Boolean).join(' ')]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {me.kind !== 'half' && (
        <Link to="/push" className="text-button">
          {say('push')}
        </Link>
      )}
      <button type="button" className="text-button" onClick={() => void leave()}>
        {say('signOut')}
      </button>
      {unsent > 0 && (
        <Suspense>
          <LeaveSheet
            unsent={unsent}
            onStay={() => setUnsent(0)}
            onLeave={() => {
              setUnsent(0)
              signOut.mutate()
            }}
          />
        </Suspense>
      )}
    </footer>
  )
}
