import { Empty, Loading, QueryError, useSharedTexts } from '@linli/ui'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { HomePage } from '../pages/home-page.tsx'
import { Frame } from './frame.tsx'

function NotFound() {
  return <Empty text={useSharedTexts()('problems.notFoundTitle')} />
}

/** Where to go after signing in: a path of this app, never another site. */
interface SignInSearch {
  next?: string
}

const signInSearch = (search: Record<string, unknown>): SignInSearch => {
  const { next } = search
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {}
}

/** A place that a link comes with; a mini-program hands over what it knows in GCJ-02. */
interface PlaceSearch {
  longitude?: number
  latitude?: number
  system?: 'wgs84' | 'gcj02'
}

const placeSearch = ({ longitude, latitude, system }: Record<string, unknown>): PlaceSearch => {
  if (typeof longitude !== 'number' || typeof latitude !== 'number' || Math.abs(longitude) > 180 || Math.abs(latitude) > 90) return {}
  return { longitude, latitude, system: system === 'gcj02' ? 'gcj02' : 'wgs84' }
}

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound })

const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage })

const report = createRoute({
  getParentRoute: () => root,
  path: '/report',
  validateSearch: placeSearch,
  component: lazyRouteComponent(() => import('../features/report/report-page.tsx'), 'ReportPage'),
})

const sent = createRoute({
  getParentRoute: () => root,
  path: '/sent',
  component: lazyRouteComponent(() => import('../features/report/sent-page.tsx'), 'SentPage'),
})

const receipt = createRoute({
  getParentRoute: () => root,
  path: '/m',
  component: lazyRouteComponent(() => import('../features/session/receipt-page.tsx'), 'ReceiptPage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('../features/session/sign-in-page.tsx'), 'SignInPage'),
})

const staffSignIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/staff',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('../features/session/sign-in-page.tsx'), 'StaffSignInPage'),
})

const matter = createRoute({
  getParentRoute: () => root,
  path: '/matters/$matterId',
  component: lazyRouteComponent(() => import('../features/matter/matter-page.tsx'), 'MatterPage'),
})

const spotSolution = createRoute({
  getParentRoute: () => root,
  path: '/spot-solution',
  component: lazyRouteComponent(() => import('../features/work/spot-solution-page.tsx'), 'SpotSolutionPage'),
})

const nearby = createRoute({
  getParentRoute: () => root,
  path: '/nearby',
  validateSearch: placeSearch,
  component: lazyRouteComponent(() => import('../features/nearby/nearby-page.tsx'), 'NearbyPage'),
})

const noticeSettings = createRoute({
  getParentRoute: () => root,
  path: '/notices/settings',
  component: lazyRouteComponent(() => import('../features/notices/notice-settings-page.tsx'), 'NoticeSettingsPage'),
})

const waiting = createRoute({
  getParentRoute: () => root,
  path: '/waiting',
  component: lazyRouteComponent(() => import('../features/waiting/waiting-page.tsx'), 'WaitingPage'),
})

const push = createRoute({
  getParentRoute: () => root,
  path: '/push',
  component: lazyRouteComponent(() => import('../features/push/push-page.tsx'), 'PushPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    report,
    sent,
    receipt,
    signIn,
    staffSignIn,
    matter,
    spotSolution,
    nearby,
    noticeSettings,
    waiting,
    push,
  ]),
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <QueryError error={error} onRetry={reset} />,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
