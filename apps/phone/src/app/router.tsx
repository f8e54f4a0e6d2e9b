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

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound })

const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage })

const report = createRoute({
  getParentRoute: () => root,
  path: '/report',
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
  routeTree: root.addChildren([home, report, sent, receipt, signIn, staffSignIn, matter, spotSolution, waiting, push]),
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <QueryError error={error} onRetry={reset} />,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
