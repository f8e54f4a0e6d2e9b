import { chooseLanguage, OfflineBanner, useLanguage, useSharedTexts, useExpired } from '@linli/ui'
import { Link, Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import { LeftOutline } from 'antd-mobile-icons'
import { lazy, Suspense } from 'react'
import { useLargeType } from './large-type.ts'
import { useLive } from './live.ts'
import { useMe } from './session.ts'
import { useFrameTexts } from './texts.ts'
import { Toasts } from './toast.tsx'

const Keeper = lazy(() => import('../outbox/keeper.tsx'))
const SignInAgain = lazy(() => import('../features/session/sign-in-again.tsx'))

/** The frame around every page: a bar on top, the line about the connection, the toasts. */
export function Frame() {
  const lostSince = useLive()
  const me = useMe()
  const expired = useExpired()
  return (
    <>
      <TopBar />
      <OfflineBanner since={lostSince} />
      <main className="page">
        <Outlet />
      </main>
      <Toasts />
      {me?.accountId && expired && (
        <Suspense>
          <SignInAgain me={me} />
        </Suspense>
      )}
    </>
  )
}

function TopBar() {
  const say = useFrameTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const [large, turnLarge] = useLargeType()
  const atHome = useRouterState({ select: (state) => state.location.pathname === '/' })
  const { history } = useRouter()
  return (
    <header className="top-bar">
      {atHome ? (
        <h1 className="top-brand">{shared('product')}</h1>
      ) : history.canGoBack() ? (
        <button type="button" className="top-button" onClick={() => history.back()}>
          <LeftOutline aria-hidden /> {say('back')}
        </button>
      ) : (
        <Link to="/" className="top-button">
          <LeftOutline aria-hidden /> {say('home')}
        </Link>
      )}
      <span className="top-space" />
      <Suspense>
        <Keeper />
      </Suspense>
      <button type="button" className="top-button" aria-pressed={large} onClick={() => turnLarge(!large)}>
        {large ? say('normal') : say('large')}
      </button>
      <button
        type="button"
        className="top-button"
        title={say('otherLanguageHint')}
        onClick={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}
      >
        <span lang={language === 'zh' ? 'en' : 'zh-CN'}>{say('otherLanguage')}</span>
      </button>
    </header>
  )
}
