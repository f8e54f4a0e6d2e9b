import {
  type CardLevel,
  cardLevels,
  type CardState,
  cardStates,
  matterViews,
  type MatterView,
  type NextStepKind,
  nextStepKinds,
} from '@linli/contract'
import { Empty, Loading, QueryError, useSharedTexts } from '@linli/ui'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Frame } from './frame.tsx'
import { Start } from './start.tsx'

/** What the desk's address says: which list, and which matter is open beside it. */
export interface DeskSearch {
  view?: MatterView
  matter?: string
}

/** What the page of supervision says: where, which cards, which matter is open over them, and which next steps. */
export interface SupervisionSearch {
  area?: string | undefined
  level?: CardLevel | undefined
  state?: CardState | undefined
  matter?: string | undefined
  next?: NextStepKind | undefined
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

const supervision = createRoute({
  getParentRoute: () => root,
  path: '/supervision',
  validateSearch: (search): SupervisionSearch => {
    const level = cardLevels.find((one) => one === search['level'])
    const state = cardStates.find((one) => one === search['state'])
    const next = nextStepKinds.find((one) => one === search['next'])
    return { ...textsOf(search, 'area', 'matter'), ...(level && { level }), ...(state && { state }), ...(next && { next }) }
  },
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

/** Those of the named words of an address that it has. A number typed as one is taken as its digits. */
function textsOf<Name extends string>(search: Record<string, unknown>, ...names: Name[]): { [name in Name]?: string } {
  const found = names.flatMap((name) => {
    const value = search[name]
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : []
  })
  return Object.fromEntries(found) as { [name in Name]?: string }
}

export const router = createRouter({
  routeTree: root.addChildren([start, desk, call, areas, people, supervision, audit, settings]),
  basepath: '/console',
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <QueryError error={error} onRetry={reset} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
