import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { says, waiting } from './at-work.ts'
import { closeBrowser, consolePage, endJourney, look, openBrowser, type PageOptions } from './browser.ts'

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)

const community = '370281001005'

/** The areas page of an administrator or of whoever else, and a grid that can still be split. */
async function areasOf(loginName: string, options: PageOptions = {}): Promise<{ page: Page; grid: { id: string; name: string } }> {
  const page = await consolePage(loginName, '/areas', options)
  await page.getByRole('tree').waitFor()
  const ask = async (query: string) =>
    ((await (await page.request.get(`/api/areas?${query}`)).json()) as { items: { id: string; name: string; code: string }[] }).items
  const parent = (await ask(`search=${community}`)).find((one) => one.code === community)
  const grid = (await ask(`parentId=${parent?.id}`))[0]
  if (!grid) throw new Error('no grid to work on')
  return { page, grid }
}

async function drawn(page: Page): Promise<void> {
  await page.locator('.city-map-canvas[aria-busy="false"]').waitFor()
}

test('an administrator splits a grid after seeing what moves, and the history tells', async () => {
  const { page, grid } = await areasOf('admin')
  const reason = `按道路分开 ${process.pid}`
  await page.getByRole('searchbox', { name: '按名称或代码查找' }).fill(grid.name)
  await page.getByRole('button', { name: grid.name }).first().click()
  await page.getByRole('heading', { name: grid.name }).waitFor()
  await page.getByText('在岗').waitFor()
  await drawn(page)
  await look(page, 'areas-portrait')
  await page.getByRole('link', { name: '拆分' }).click()
  await page.getByRole('button', { name: '从中间竖分' }).click()
  await page.getByRole('group', { name: /第 2 部分/ }).waitFor()
  await says(page.getByRole('group', { name: /第 1 部分/ }), '个岗位')
  await drawn(page)
  await look(page, 'areas-split')
  await page.getByRole('textbox', { name: '原因' }).fill(reason)
  await page.getByRole('button', { name: '拆分成 2 个' }).click()
  await page.getByRole('heading', { name: /已停用/ }).waitFor()
  const history = page.locator('.linli-timeline').first()
  await says(history, reason)
  await look(page, 'areas-split-history')
  await page.getByText('接续').waitFor()
})

test('a boundary is drawn by typed corners, undone, and previewed with its neighbours', async () => {
  const { page, grid } = await areasOf('admin')
  await page.goto(`/console/areas?area=${grid.id}&tool=boundary`)
  const longitude = page.getByRole('spinbutton', { name: '第 1 点经度' })
  await longitude.waitFor()
  await drawn(page)
  const before = Number(await longitude.inputValue())
  await longitude.fill(String(before + 0.0005))
  await longitude.press('Enter')
  await page.getByRole('button', { name: '撤销' }).click()
  await vi.waitFor(async () => expect(Number(await longitude.inputValue())).toBe(before), waiting)
  await longitude.fill(String(before + 0.0003))
  await longitude.press('Tab')
  await page.getByRole('checkbox', { name: /相邻区域随之调整/ }).uncheck()
  await page.getByRole('button', { name: '预览' }).click()
  await page.getByText(/要先改正|请留意/).waitFor()
  await look(page, 'areas-boundary-faults')
  await page.getByRole('checkbox', { name: /相邻区域随之调整/ }).check()
  await page.getByRole('button', { name: '预览' }).click()
  await page.getByRole('heading', { name: '各区域面积变化' }).waitFor()
  await look(page, 'areas-boundary')
})

test('an import with a faulty polygon is refused with its coordinate shown', async () => {
  const { page } = await areasOf('admin')
  await page.getByRole('link', { name: '导入' }).click()
  const bow = [
    [120.01, 36.26],
    [120.02, 36.27],
    [120.02, 36.26],
    [120.01, 36.27],
    [120.01, 36.26],
  ]
  const feature = {
    type: 'Feature',
    properties: { code: `${community}999`, name: '画错的网格', level: 'grid', parent: community },
    geometry: { type: 'Polygon', coordinates: [bow] },
  }
  await page.locator('input[type=file]').setInputFiles({
    name: '网格 2026.geojson',
    mimeType: 'application/geo+json',
    buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: [feature] })),
  })
  await page.getByText('网格 2026.geojson').waitFor()
  await page.getByRole('button', { name: '预览' }).click()
  await page.getByText(/边界自相交，位置 120\.015, 36\.265/).waitFor()
  await drawn(page)
  await look(page, 'areas-import')
  expect(await page.getByRole('button', { name: /^导入 0 个区域/ }).isDisabled()).toBe(true)
})

test('a reader sees no buttons', async () => {
  const { page, grid } = await areasOf('community', { language: 'en', dark: true })
  await page.setViewportSize({ width: 1024, height: 768 })
  await page.goto(`/console/areas?area=${grid.id}`)
  await page.getByText('In post').waitFor()
  await drawn(page)
  for (const name of ['Import', 'Change boundary', 'Split', 'Merge']) expect(await page.getByRole('link', { name }).count()).toBe(0)
  await look(page, 'areas-reader-en-dark-1024')
  await page.goto(`/console/areas?area=${grid.id}&tool=split`)
  await page.getByRole('heading', { name: 'No permission' }).waitFor()
})

test('a split that is drawn reads in English, in the dark, on a small screen', async () => {
  const { page, grid } = await areasOf('admin', { language: 'en', dark: true })
  await page.setViewportSize({ width: 1024, height: 768 })
  await page.goto(`/console/areas?area=${grid.id}&tool=split`)
  await page.getByRole('button', { name: 'West to east' }).click()
  await page.getByRole('group', { name: /Part 2/ }).waitFor()
  await look(page, 'areas-split-en-dark-1024')
})
