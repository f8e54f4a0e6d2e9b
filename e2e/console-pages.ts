import { type Permission, type RouteDefinition, routes, type Rubric } from '@linli/contract'
import type { Page } from 'playwright-core'
import { grid } from './at-work.ts'
import { colleague } from './colleague.ts'

/** A page of the console, as every journey that opens all of them needs it. */
export interface ConsolePage {
  name: string
  /** Below /console; `{grid}`, `{category}` and `{cycle}` stand for what `pagesWithIds` finds. */
  path: string
  /** The right without which nothing of it may be seen: that of the route that fills it, where one does. */
  needs: Permission
  /** A page without parameters whose answer fills it. */
  filledBy?: RouteDefinition
  /** Whose page it is when somebody just wants to look at it. */
  reader: string
  /** A part of it that is there for everybody who may see it. */
  part: string
  /** What of the demo city is to be seen before it is looked at. */
  seen?: string
  /** What makes it worth looking at. */
  first?: (page: Page) => Promise<void>
}

const drawn = '.city-map-canvas[aria-busy="false"]'

/** Every page of the console: a new one is a line here. */
const consolePages: readonly ConsolePage[] = [
  { name: 'desk', path: '/desk?view=open', ...of(routes.countMatters), reader: 'city', part: '.desk', seen: '.list-link' },
  {
    name: 'desk-matter',
    path: '/desk?view=overdue',
    needs: 'matters.list',
    reader: 'city',
    part: '.desk',
    seen: '.linli-timeline',
    first: openFirst,
  },
  { name: 'map', path: '/map', needs: 'matters.list', reader: 'city', part: '.map-page', seen: drawn },
  { name: 'calls', path: '/calls/new', needs: 'matters.report_for_others', reader: 'community', part: '.call-page form', first: sendEmpty },
  {
    name: 'supervision',
    path: '/supervision?next=all',
    ...of(routes.listCards),
    reader: 'supervisor',
    part: '.supervision',
    seen: '.card-row',
  },
  {
    name: 'figure-matters',
    path: '/figures/matters?figure=completion&from=2026-01-01&to=2026-12-31',
    needs: 'figures.read',
    reader: 'city',
    part: '.behind-page',
    seen: '.behind-row',
  },
  { name: 'alerts', path: '/alerts', ...of(routes.listAlerts), reader: 'supervisor', part: '.alerts' },
  {
    name: 'evaluations',
    path: '/evaluations',
    ...of(routes.listCycles),
    reader: 'supervisor',
    part: '.evaluations',
    seen: 'tbody a',
  },
  {
    name: 'evaluations-cycle',
    path: '/evaluations?cycle={cycle}',
    needs: 'evaluations.read',
    reader: 'supervisor',
    part: '.evaluations',
    seen: 'tbody a',
    first: openFirstSheet,
  },
  {
    name: 'evaluations-rubrics',
    path: '/evaluations?tab=rubrics',
    ...of(routes.listRubrics),
    reader: 'rules',
    part: '.evaluations',
    seen: '.rubric-list',
  },
  { name: 'areas', path: '/areas', ...of(routes.listAreas), reader: 'community', part: '.two-panes', seen: '[role=treeitem] >> nth=3' },
  { name: 'area', path: '/areas?area={grid}', needs: 'areas.read', reader: 'community', part: '.two-panes', seen: '.linli-timeline' },
  {
    name: 'area-boundary',
    path: '/areas?area={grid}&tool=boundary',
    needs: 'areas.write',
    reader: 'admin',
    part: '.area-tool',
    seen: drawn,
  },
  { name: 'area-split', path: '/areas?area={grid}&tool=split', needs: 'areas.write', reader: 'admin', part: '.area-tool', seen: drawn },
  {
    name: 'area-merge',
    path: '/areas?area={grid}&tool=merge',
    needs: 'areas.write',
    reader: 'admin',
    part: '.area-tool',
    seen: '.merge-list',
    first: tickFirst,
  },
  { name: 'area-import', path: '/areas/import', needs: 'areas.write', reader: 'admin', part: '.area-import' },
  { name: 'people', path: '/people', ...of(routes.listPosts), reader: 'security', part: '.people-page', first: chooseFirst },
  { name: 'people-staff', path: '/people?tab=staff', ...of(routes.listAccounts), reader: 'security', part: 'table', seen: 'tbody a' },
  {
    name: 'people-vacancies',
    path: '/people?tab=vacancies',
    ...of(routes.listVacancies),
    reader: 'security',
    part: '.people-page',
    seen: 'table',
  },
  {
    name: 'rules-categories',
    path: '/rules/categories?code={category}',
    ...of(routes.listCategoryEntries),
    reader: 'rules',
    part: '.two-panes',
    seen: '.sheet',
  },
  {
    name: 'rules-limits',
    path: '/rules/limits',
    ...of(routes.listLimits),
    reader: 'rules',
    part: '.rules-filters',
    seen: 'tbody tr:not([aria-hidden])',
  },
  {
    name: 'rules-calendars',
    path: '/rules/calendars',
    ...of(routes.listCalendars),
    reader: 'rules',
    part: '.rules-body',
    seen: '[data-day]',
  },
  { name: 'rules-routing', path: '/rules/routing', ...of(routes.getRouting), reader: 'rules', part: '.rules-parts', seen: '.rules-title' },
  {
    name: 'rules-versions',
    path: '/rules/routing?show=versions',
    ...of(routes.listRoutingVersions),
    reader: 'rules',
    part: '.rules-parts',
    seen: '.versions',
  },
  {
    name: 'figures',
    path: '/figures?unit=year',
    ...of(routes.getFigures),
    reader: 'street',
    part: '.figures-page',
    seen: '.league tbody tr',
  },
  {
    name: 'figures-portrait',
    path: '/figures?show=portrait&unit=year',
    needs: 'figures.read',
    reader: 'street',
    part: '.figures-page',
    seen: '.league tbody tr',
  },
  { name: 'wall', path: '/figures/wall', needs: 'figures.read', reader: 'city', part: '.wall', seen: drawn },
  { name: 'documents', path: '/documents', needs: 'matters.list', reader: 'street', part: '.documents', seen: '.documents h2 >> nth=1' },
  { name: 'audit', path: '/audit', ...of(routes.listAudit), reader: 'audit', part: 'table', seen: 'tbody tr:not([aria-hidden])' },
  { name: 'settings', path: '/settings', ...of(routes.getSettings), reader: 'admin', part: '.settings-page form' },
]

/** The same pages with the ids of the demo city in their addresses. */
export async function pagesWithIds(): Promise<ConsolePage[]> {
  const reader = await colleague('community')
  const [area] = (await reader.listAreas({ query: { search: grid } })).items
  const category = (await reader.listCategories()).items.find((one) => one.parentCode !== null)
  const cycle = await draftedCycle()
  return consolePages.map((page) => ({
    ...page,
    path: page.path
      .replace('{grid}', area?.id ?? '')
      .replace('{category}', category?.code ?? '')
      .replace('{cycle}', cycle),
  }))
}

/** The right of a route, and the route. */
function of(route: RouteDefinition): Pick<ConsolePage, 'needs' | 'filledBy'> {
  if (typeof route.who !== 'object' || !('permission' in route.who)) throw new Error(`${route.id} is not for a right`)
  return { needs: route.who.permission, filledBy: route }
}

/** A cycle that has not gone on yet, begun when there is none. */
async function draftedCycle(): Promise<string> {
  const [keeper, supervisor] = await Promise.all([colleague('rules'), colleague('supervisor')])
  const drafted = (await supervisor.listCycles()).items.find(({ state }) => state === 'drafted')
  if (drafted) return drafted.id
  const content: Rubric = {
    nameZh: '社区考评',
    nameEn: 'Communities',
    subject: 'area',
    of: 'community',
    indicators: [
      { figureId: 'completion', weight: 40, full: 0.98, none: 0.8 },
      { figureId: 'satisfaction', weight: 40, full: 0.95, none: 0.6 },
      { figureId: 'first_response', weight: 20, full: 30, none: 480 },
    ],
    caps: [{ figureId: 'satisfaction', worseThan: 0.6, mostPoints: 79 }],
    vetoes: ['弄虚作假'],
    stars: [50, 60, 70, 80, 90],
  }
  const { rubricId } = await keeper.saveRubric({ body: { content, note: '第一版' } })
  const period = { from: '2026-01-01', to: '2026-09-30' }
  const { area } = await supervisor.getFigures({ query: period })
  return (await supervisor.createCycle({ body: { rubricId, areaId: area.id, ...period } })).id
}

/** The first matter of the list, by its key. */
async function openFirst(page: Page): Promise<void> {
  await page.locator('.view-link[aria-current="page"][href*="view=overdue"]').waitFor()
  await page.locator('.list-link').first().waitFor()
  await page.keyboard.press('j')
}

/** Everything that must be filled in says so. */
async function sendEmpty(page: Page): Promise<void> {
  await page.locator('form [type=submit]').click()
  await page.locator('.ant-form-item-explain-error').first().waitFor()
}

async function tickFirst(page: Page): Promise<void> {
  await page.getByRole('checkbox').first().check()
  await page.locator('.split-names').waitFor()
}

async function openFirstSheet(page: Page): Promise<void> {
  await page.locator('tbody a').first().click()
  await page.locator('.sheet-total').waitFor()
}

/** The posts of the first organisation. */
async function chooseFirst(page: Page): Promise<void> {
  await page.locator('.list-button').first().click()
  await page.locator('tbody a').first().waitFor()
}
