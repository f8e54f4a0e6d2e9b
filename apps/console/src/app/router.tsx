import { matterViews, type MatterView } from '@linli/contract'
import { Empty, Loading, QueryError, useSharedTexts } from '@linli/ui'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate } from '@tanstack/react-router'
import { Frame } from './frame.tsx'
import { Start } from './start.tsx'

/** What the desk's address says: which list, and which matter is open beside it. */
export interface DeskSearch {
  view?: MatterView
  matter?: string
}

function NotFound() {
  return <Empty text={useSharedTexts()('problems.notFoundTitle')} />
}

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound })

const start = createRoute({ getParentRoute: () => root, path: '/', component: Start })

const desk = createRoute({
  getParentRoute: () => root,
  path: '/desk',
  validateSearch: (search): DeskSearch => {
    const view = matterViews.find((one) => one === search['view'])
    return { ...(view && { view }), ...(typeof search['matter'] === 'string' && { matter: search['matter'] }) }
  },
  component: lazyRouteComponent(() => import('../features/matters/desk-page.tsx'), 'DeskPage'),
})

const call = createRoute({
  getParentRoute: () => root,
  path: '/calls/new',
  component: lazyRouteComponent(() => import('../features/calls/call-page.tsx'), 'CallPage'),
})

const areas = createRoute({
  getParentRoute: () => root,
  path: '/areas',
  validateSearch: (search): { area?: string } => (typeof search['area'] === 'string' ? { area: search['area'] } : {}),
  component: lazyRouteComponent(() => import('../features/areas/areas-page.tsx'), 'AreasPage'),
})

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: (search): { organisation?: string; area?: string } => ({
    ...(typeof search['organisation'] === 'string' && { organisation: search['organisation'] }),
    ...(typeof search['area'] === 'string' && { area: search['area'] }),
  }),
  component: lazyRouteComponent(() => import('../features/people/people-page.tsx'), 'PeoplePage'),
})

const rules = createRoute({
  getParentRoute: () => root,
  path: '/rules',
  component: lazyRouteComponent(() => import('../features/rules/rules-page.tsx'), 'RulesPage'),
})

const rulesStart = createRoute({ getParentRoute: () => rules, path: '/', component: () => <Navigate to="/rules/categories" replace /> })

const ruleCategories = createRoute({
  getParentRoute: () => rules,
  path: '/categories',
  validateSearch: (search) => wordsOf(search, 'code', 'search'),
  component: lazyRouteComponent(() => import('../features/rules/categories/categories-section.tsx'), 'CategoriesSection'),
})

const ruleLimits = createRoute({
  getParentRoute: () => rules,
  path: '/limits',
  validateSearch: (search) => wordsOf(search, 'clock', 'category', 'severity', 'areaClass', 'change'),
  component: lazyRouteComponent(() => import('../features/rules/limits/limits-section.tsx'), 'LimitsSection'),
})

const ruleCalendars = createRoute({
  getParentRoute: () => rules,
  path: '/calendars',
  validateSearch: (search): { calendar?: string; year?: number } => ({
    ...wordsOf(search, 'calendar'),
    ...(Number.isInteger(search['year']) && { year: Number(search['year']) }),
  }),
  component: lazyRouteComponent(() => import('../features/rules/calendars/calendars-section.tsx'), 'CalendarsSection'),
})

const ruleRouting = createRoute({
  getParentRoute: () => rules,
  path: '/routing',
  validateSearch: (search): { show?: 'draft' | 'versions'; version?: number } => ({
    ...(search['show'] === 'draft' || search['show'] === 'versions' ? { show: search['show'] } : {}),
    ...(Number.isInteger(search['version']) && { version: Number(search['version']) }),
  }),
  component: lazyRouteComponent(() => import('../features/rules/routing/routing-section.tsx'), 'RoutingSection'),
})

/** Those of an address's values that are words, by name. */
function wordsOf<const Name extends string>(search: Record<string, unknown>, ...names: readonly Name[]): { [K in Name]?: string } {
  const given = names.flatMap((name) => (typeof search[name] === 'string' && search[name] !== '' ? [[name, search[name]]] : []))
  return Object.fromEntries(given) as { [K in Name]?: string }
}

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    desk,
    call,
    areas,
    people,
    rules.addChildren([rulesStart, ruleCategories, ruleLimits, ruleCalendars, ruleRouting]),
  ]),
  basepath: '/console',
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <QueryError error={error} onRetry={reset} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
