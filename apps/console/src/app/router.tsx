import { matterViews, type MatterView } from '@linli/contract'
import { Empty, Loading, QueryError, useSharedTexts } from '@linli/ui'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Frame } from './frame.tsx'
import { Start } from './start.tsx'

/** What the desk's address says: which list, and which matter is open beside it. */
export interface DeskSearch {
  view?: MatterView
  matter?: string
}

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
  validateSearch: (search): { organisation?: string; area?: string } => ({
    ...(typeof search['organisation'] === 'string' && { organisation: search['organisation'] }),
    ...(typeof search['area'] === 'string' && { area: search['area'] }),
  }),
  component: lazyRouteComponent(() => import('../features/people/people-page.tsx'), 'PeoplePage'),
})

export const router = createRouter({
  routeTree: root.addChildren([start, desk, call, areas, areaImport, people]),
  basepath: '/console',
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <QueryError error={error} onRetry={reset} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
