import { accountStates, matterViews, type MatterView, vacancyKinds } from '@linli/contract'
import { Empty, Loading, QueryError, useSharedTexts } from '@linli/ui'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Frame } from './frame.tsx'
import { Start } from './start.tsx'

/** What the desk's address says: which list, and which matter is open beside it. */
export interface DeskSearch {
  view?: MatterView
  matter?: string
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
const peopleTabs = ['places', 'staff', 'vacancies'] as const

/** What the address of the people page says: which list, by what it is filtered, and who is open beside it. */
export interface PeopleSearch {
  tab?: (typeof peopleTabs)[number]
  organisation?: string
  area?: string
  person?: string
  find?: string
  state?: (typeof accountStates)[number]
  kind?: (typeof vacancyKinds)[number]
}

function peopleSearch(search: Record<string, unknown>): PeopleSearch {
  const found = {
    tab: peopleTabs.find((one) => one === search['tab']),
    organisation: text(search['organisation']),
    area: text(search['area']),
    person: text(search['person']),
    // What looks like a number in an address is read as one.
    find: typeof search['find'] === 'number' ? String(search['find']) : text(search['find']),
    state: accountStates.find((one) => one === search['state']),
    kind: vacancyKinds.find((one) => one === search['kind']),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
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
  validateSearch: peopleSearch,
  component: lazyRouteComponent(() => import('../features/people/people-page.tsx'), 'PeoplePage'),
})

export const router = createRouter({
  routeTree: root.addChildren([start, desk, call, areas, people]),
  basepath: '/console',
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <QueryError error={error} onRetry={reset} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
