import { expectSignOut, Loading, setExpired, useProblemText, useSharedTexts } from '@linli/ui'
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

/** Residents find one big button and what they reported; whoever has work finds today's first. */
export function HomePage() {
  return useMay('matters.list') ? <HomeAtWork /> : <HomeOfResident />
}

function HomeOfResident() {
  const say = useHomeTexts()
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
      <MyMatters />
      <Link to="/nearby" className="plain-link boxed">
        {say('nearby')}
      </Link>
      <CityPhones />
      <Account />
    </>
  )
}

function HomeAtWork() {
  const say = useHomeTexts()
  return (
    <>
      <Suspense fallback={<Loading />}>
        <MyWork />
      </Suspense>
      <MyMatters />
      <Link to="/nearby" className="plain-link boxed">
        {say('nearby')}
      </Link>
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
      <Link to="/notices/settings">{say('notices')}</Link>
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
