import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { inTheGrid, report, says, wording } from './at-work.ts'
import { closeBrowser, consolePage, deskPage, endJourney, type Language, look, openBrowser, signInPast } from './browser.ts'

beforeAll(openBrowser)
afterAll(closeBrowser)
afterEach(endJourney)

const near = `17/${inTheGrid.latitude.toFixed(5)}/${inTheGrid.longitude.toFixed(5)}`

/** The map page of a member of staff, drawn. */
async function mapOf(
  loginName: string,
  { address = '', language = 'zh', dark = false }: { address?: string; language?: Language; dark?: boolean } = {},
): Promise<Page> {
  const page = await consolePage(loginName, `/map${address}`, { language, dark })
  await drawn(page)
  return page
}

/** Software draws a map slowly; the map says when it is done. */
function drawn(page: Page): Promise<void> {
  return page.locator('.city-map-canvas[aria-busy="false"]').waitFor({ timeout: 60_000 })
}

describe('the map', () => {
  test('shows a desk what is open near a place, and takes it to the matter', async () => {
    const what = wording('消防通道被杂物堵住')
    await report(what)
    const page = await mapOf('community', { address: `?at=${encodeURIComponent(near)}` })
    const row = page.getByRole('link', { name: what })
    await row.click()
    const chosen = page.getByRole('region', { name: '选中的事项' })
    await says(chosen, what)
    expect(page.url()).toContain('matter=')
    await drawn(page)
    await look(page, 'map-chosen-zh')
    const fresh = wording('又有一处漏水')
    await report(fresh)
    await page.getByRole('link', { name: fresh }).waitFor()
    await chosen.getByRole('link', { name: '到办事台办理' }).click()
    await page.getByRole('button', { name: '受理', exact: true }).waitFor()
    await page.goBack()
    await says(chosen, what)
  })

  test('of a city counts by light, narrows by filters in the address, and is read in both languages and looks', async () => {
    const page = await mapOf('city')
    await look(page, 'map-zh')
    await page.getByRole('button', { name: /已超时/ }).click()
    await page.waitForURL(/light=red/)
    await page.getByRole('button', { name: '清除筛选' }).click()
    await page.waitForURL((url) => !url.search.includes('light'))
    const before = page.url()
    await page.getByRole('button', { name: '放大' }).click()
    await page.waitForURL((url) => url.href !== before && url.search.includes('at='))
    await page.context().close()
    const english = await mapOf('city', { language: 'en', dark: true, address: '?at=12.6%2F36.2700%2F120.0000' })
    await english.setViewportSize({ width: 1024, height: 720 })
    await drawn(english)
    await look(english, 'map-en-dark-narrow')
  })

  test('is a list alone where the browser cannot draw', async () => {
    const page = await deskPage()
    await page.addInitScript('HTMLCanvasElement.prototype.getContext = () => null')
    await signInPast(page, 'street')
    await page.goto('/console/map')
    await page.getByText('这个浏览器画不了地图').waitFor()
    const first = page.getByRole('region', { name: '地图范围内的事项' }).getByRole('listitem').first()
    await first.waitFor()
    expect(await first.innerText()).not.toBe('')
  })
})
