import { Empty, Loading, QueryError, useSharedTexts } from '@linli/ui'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate } from '@tanstack/react-router'
import { readDeskSearch } from './desk-search.ts'
import { readMapSearch } from '../features/map/map-search.ts'
import { Frame } from './frame.tsx'
import { readPeopleSearch } from './people-search.ts'
import { textsOf } from './search-texts.ts'
import { Start } from './start.tsx'
import { readSupervisionSearch } from './supervision-search.ts'

const areaTools = ['boundary', 'split', 'merge'] as const
export type AreaToolName = (typeof areaTools)[number]

function NotFound() {
  return <Empty text={useSharedTexts()('problems.notFoundTitle')} />
}

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound })

const start = createRoute({ getParentRoute: () => root, path: '/', component: Start })

const desk = createRoute({
  getParentRoute: () => root,
  path: '/desk',
  validateSearch: readDeskSearch,
  component: lazyRouteComponent(() => import('../features/matters/desk-page.tsx'), 'DeskPage'),
})

const map = createRoute({
  getParentRoute: () => root,
  path: '/map',
  validateSearch: readMapSearch,
  component: lazyRouteComponent(() => import('../features/map/map-page.tsx'), 'MapPage'),
})

const call = createRoute({
  getParentRoute: () => root,
  path: '/calls/new',
  component: lazyRouteComponent(() => import('../features/calls/call-page.tsx'), 'CallPage'),
})

const areas = createRoute({
  getParentRoute: () => root,
  path: '/areas',
  validateSearch: (search): { area?: string; tool?: AreaToolName } => {
    const tool = areaTools.find((one) => one === search['tool'])
    return { ...(typeof search['area'] === 'string' && { area: search['area'] }), ...(tool && { tool }) }
  },
  component: lazyRouteComponent(() => import('../features/areas/areas-page.tsx'), 'AreasPage'),
})

const areaImport = createRoute({
  getParentRoute: () => root,
  path: '/areas/import',
  component: lazyRouteComponent(() => import('../features/areas/import-page.tsx'), 'ImportPage'),
})

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(() => import('../features/people/people-page.tsx'), 'PeoplePage'),
})

const supervision = createRoute({
  getParentRoute: () => root,
  path: '/supervision',
  validateSearch: readSupervisionSearch,
  component: lazyRouteComponent(() => import('../features/supervision/supervision-page.tsx'), 'SupervisionPage'),
})

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: (search): { person?: string; action?: string; number?: string; from?: string; to?: string } =>
    textsOf(search, 'person', 'action', 'number', 'from', 'to'),
  component: lazyRouteComponent(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
})

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
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
  validateSearch: (search) => textsOf(search, 'code', 'search'),
  component: lazyRouteComponent(() => import('../features/rules/categories/categories-section.tsx'), 'CategoriesSection'),
})

const ruleLimits = createRoute({
  getParentRoute: () => rules,
  path: '/limits',
  validateSearch: (search) => textsOf(search, 'clock', 'category', 'severity', 'areaClass', 'change'),
  component: lazyRouteComponent(() => import('../features/rules/limits/limits-section.tsx'), 'LimitsSection'),
})

const ruleCalendars = createRoute({
  getParentRoute: () => rules,
  path: '/calendars',
  validateSearch: (search): { calendar?: string; year?: number } => ({
    ...textsOf(search, 'calendar'),
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

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    desk,
    map,
    call,
    areas,
    areaImport,
    people,
    supervision,
    rules.addChildren([rulesStart, ruleCategories, ruleLimits, ruleCalendars, ruleRouting]),
    audit,
    settings,
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
