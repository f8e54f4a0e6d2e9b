import { type Permission, permissionsOfRole, type Role, type RouteDefinition, roles, routes } from '@linli/contract'
import type { Page, Response } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { middleOf, report, waiting, wording } from './at-work.ts'
import { closeBrowser, consolePage, endJourney, goWithin, openBrowser } from './browser.ts'
import { colleague } from './colleague.ts'
import { type ConsolePage, pagesWithIds } from './console-pages.ts'

let pages: readonly ConsolePage[]
/** A matter of a street where nobody of the shown community, nor any department, has to do with it. */
let elsewhere: string

beforeAll(openBrowser)
beforeAll(async () => {
  pages = await pagesWithIds()
  elsewhere = await report(wording('隔壁街道的路灯坏了'), middleOf('370281002003001'))
})
afterEach(endJourney)
afterAll(closeBrowser)

/** Somebody of the demo city in each role, and nowhere above the shown street. */
const accountOfRole: Record<Role, string> = {
  grid_worker: 'worker',
  desk_clerk: 'community',
  supervisor: 'supervisor-370281001',
  dispatcher: 'dispatcher',
  handler: 'handler',
  honorary_worker: 'rider',
  rule_keeper: 'rules',
  system_administrator: 'admin',
  security_administrator: 'security',
  audit_administrator: 'audit',
}

test.each(roles.map((role) => [role] as const))('a %s is shown and sent what the policy says, page by page', async (role) => {
  const granted = permissionsOfRole[role]
  const may = (permission: Permission) => granted.includes(permission)
  const page = await consolePage(accountOfRole[role], '/areas')
  const me = await (await colleague(accountOfRole[role])).getMe()
  expect(me.posts.map((post) => post.role)).toEqual([role])
  const sent = whatIsSent(page, granted)

  const links = await page.getByRole('navigation', { name: '主导航' }).getByRole('link').all()
  const shown = await Promise.all(links.map((link) => link.getAttribute('href')))
  expect(new Set(shown)).toEqual(inTheNav(pages.filter(({ needs }) => may(needs))))
  expect(new Set(shown).size).toBe(shown.length)

  for (const { name, path, needs, part, filledBy } of pages) {
    await goWithin(page, path)
    const refusal = page.getByRole('main').getByRole('heading', { name: '没有权限' })
    const content = page.getByRole('main').locator(part).first()
    await (may(needs) ? content : refusal).waitFor()
    expect(await (may(needs) ? refusal : content).count(), name).toBe(0)
    if (!filledBy) continue
    const answer = await page.request.get(`/api${filledBy.path}`)
    expect(answer.status() === 403, `${name}: ${answer.status()}`).toBe(!may(needs))
  }

  await goWithin(page, `/desk?view=all&matter=${elsewhere}`)
  const refused = page.getByRole('main').getByText(may('matters.list') ? '没有找到' : '没有权限')
  await refused.first().waitFor()
  expect((await page.request.get(`/api/matters/${elsewhere}`)).status()).toBe(404)
  await page.getByText('隔壁街道的路灯坏了').waitFor({ state: 'detached' })

  await vi.waitFor(() => expect(sent.asked()).toBeGreaterThan(0), waiting)
  expect(sent.against()).toEqual([])
})

/** The first part of the addresses of pages, as the navigation has them. */
function inTheNav(allowed: readonly ConsolePage[]): Set<string> {
  const first = allowed.map(({ path }) => /^\/(calls\/new|[a-z]+)/.exec(path)?.[0] ?? '')
  return new Set(first.map((path) => `/console${path}`))
}

/** Watches what the server sends to a page: of a route whose right was not granted nothing but a refusal may come. */
function whatIsSent(page: Page, granted: readonly Permission[]) {
  const definitions = (Object.values(routes) as RouteDefinition[]).map((route) => ({ route, address: addressOf(route) }))
  const wrong: string[] = []
  let asked = 0
  page.on('response', (response: Response) => {
    const { pathname } = new URL(response.url())
    const method = response.request().method()
    const found = definitions.find(({ route, address }) => route.method === method && address.test(pathname))
    if (!found) return
    asked += 1
    const { who } = found.route
    const isGranted = typeof who !== 'object' || !('permission' in who) || granted.includes(who.permission)
    if (!isGranted && ![403, 404].includes(response.status())) wrong.push(`${method} ${pathname}: ${response.status()}`)
  })
  return { asked: () => asked, against: () => wrong }
}

function addressOf({ path }: RouteDefinition): RegExp {
  return new RegExp(`^/api${path.replaceAll(/:\w+/g, '[^/]+')}$`)
}
