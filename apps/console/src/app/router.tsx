import { Empty, Loading, QueryError, useSharedTexts } from '@linli/ui'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate } from '@tanstack/react-router'
import { readAlertsSearch } from '../features/alerts/alerts-search.ts'
import { readAreasSearch } from '../features/areas/areas-search.ts'
import { readAuditSearch } from '../features/audit/audit-search.ts'
import { readFiguresSearch } from '../features/figures/figures-search.ts'
import { readEvaluationsSearch } from '../features/evaluations/evaluations-search.ts'
import { readBehindSearch } from '../features/figures/behind-search.ts'
import { readMapSearch } from '../features/map/map-search.ts'
import { readDeskSearch } from '../features/matters/desk-search.ts'
import { readPeopleSearch } from '../features/people/people-search.ts'
import { readCalendarsSearch, readCategoriesSearch, readLimitsSearch, readRoutingSearch } from '../features/rules/rules-search.ts'
import { readSupervisionSearch } from '../features/supervision/supervision-search.ts'
import { readWallSearch } from '../features/wall/wall-search.ts'
import { Frame } from './frame.tsx'
import { Start } from './start.tsx'

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
  validateSearch: readAreasSearch,
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

const figures = createRoute({
  getParentRoute: () => root,
  path: '/figures',
  validateSearch: readFiguresSearch,
  component: lazyRouteComponent(() => import('../features/figures/figures-page.tsx'), 'FiguresPage'),
})

const wall = createRoute({
  getParentRoute: () => root,
  path: '/figures/wall',
  validateSearch: readWallSearch,
  component: lazyRouteComponent(() => import('../features/wall/wall-page.tsx'), 'WallPage'),
})

const behind = createRoute({
  getParentRoute: () => root,
  path: '/figures/matters',
  validateSearch: readBehindSearch,
  component: lazyRouteComponent(() => import('../features/figures/behind-page.tsx'), 'BehindPage'),
})

const alerts = createRoute({
  getParentRoute: () => root,
  path: '/alerts',
  validateSearch: readAlertsSearch,
  component: lazyRouteComponent(() => import('../features/alerts/alerts-page.tsx'), 'AlertsPage'),
})

const evaluations = createRoute({
  getParentRoute: () => root,
  path: '/evaluations',
  validateSearch: readEvaluationsSearch,
  component: lazyRouteComponent(() => import('../features/evaluations/evaluations-page.tsx'), 'EvaluationsPage'),
})

const documents = createRoute({
  getParentRoute: () => root,
  path: '/documents',
  component: lazyRouteComponent(() => import('../features/documents/documents-page.tsx'), 'DocumentsPage'),
})

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: readAuditSearch,
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
  validateSearch: readCategoriesSearch,
  component: lazyRouteComponent(() => import('../features/rules/categories/categories-section.tsx'), 'CategoriesSection'),
})

const categoryImport = createRoute({
  getParentRoute: () => rules,
  path: '/categories/import',
  component: lazyRouteComponent(() => import('../features/rules/categories/category-import.tsx'), 'CategoryImport'),
})

const ruleLimits = createRoute({
  getParentRoute: () => rules,
  path: '/limits',
  validateSearch: readLimitsSearch,
  component: lazyRouteComponent(() => import('../features/rules/limits/limits-section.tsx'), 'LimitsSection'),
})

const ruleCalendars = createRoute({
  getParentRoute: () => rules,
  path: '/calendars',
  validateSearch: readCalendarsSearch,
  component: lazyRouteComponent(() => import('../features/rules/calendars/calendars-section.tsx'), 'CalendarsSection'),
})

const ruleRouting = createRoute({
  getParentRoute: () => rules,
  path: '/routing',
  validateSearch: readRoutingSearch,
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
    behind,
    alerts,
    evaluations,
    documents,
    rules.addChildren([rulesStart, ruleCategories, categoryImport, ruleLimits, ruleCalendars, ruleRouting]),
    figures,
    wall,
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
