import { Loading, OfflineBanner, QueryError, useExpired } from '@linli/ui'
import { Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { LiveChanges, LiveContext, useLiveConnection } from './live.ts'
import { useMeQuery } from './session.ts'
import { SideNav } from './side-nav.tsx'
import { useFrameTexts } from './texts.ts'
import { TopBar } from './top-bar.tsx'

const SignInPage = lazy(() => import('../features/session/sign-in-page.tsx'))
const SignInAgain = lazy(() => import('../features/session/sign-in-again.tsx'))
const ChangePassword = lazy(() => import('../features/session/change-password.tsx'))

/** The frame around every page: nobody signed in sees the sign-in page at the same address. */
export function Frame() {
  const say = useFrameTexts()
  const { data: me, error, isPending, refetch } = useMeQuery()
  const expired = useExpired()
  // Nobody stands before a wall to sign in, and nothing of it is left to menus; it says itself when it is not of now.
  const isWall = useLocation().pathname === '/figures/wall' && me?.permissions.includes('figures.read')
  const [live] = useState(() => new LiveChanges())
  const [lostSince, setLostSince] = useState<Date | null>(null)
  useLiveConnection(live, me && !expired ? me.accountId : null, setLostSince)
  const title = say('title')
  useEffect(() => {
    document.title = title
  }, [title])

  if (isPending) return <Loading />
  if (error && !me) return <QueryError error={error} onRetry={() => void refetch()} />
  if (!me) {
    return (
      <Suspense fallback={<Loading />}>
        <SignInPage />
      </Suspense>
    )
  }
  if (isWall) {
    return (
      <LiveContext value={live}>
        <main>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
      </LiveContext>
    )
  }
  return (
    <LiveContext value={live}>
      <a href="#content" className="skip-link">
        {say('skip')}
      </a>
      <TopBar me={me} />
      <OfflineBanner since={lostSince} />
      <div className="workplace">
        <SideNav me={me} />
        <main id="content" className="content">
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <Suspense>
        {expired && <SignInAgain />}
        {me.mustChangePassword && !expired && <ChangePassword forced />}
      </Suspense>
    </LiveContext>
  )
}
