import type { Client } from '@linli/client'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { middleOf, report, says, waiting, wording } from './at-work.ts'
import { closeBrowser, consolePage, endJourney, look, openBrowser } from './browser.ts'
import { colleague } from './colleague.ts'

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)

type Place = readonly [number, number]

/** The grids of a community that no other journey works in, those that are not merged away yet, with their first ring. */
async function gridsOf(community: string) {
  const admin = await colleague('admin')
  const parent = (await admin.listAreas({ query: { search: community } })).items.find((area) => area.code === community)
  const { items } = await admin.listAreas({ query: { parentId: parent?.id ?? '' } })
  const grids = await Promise.all(
    items.map(async (area) => ({ area, ring: ringOf(await admin.getAreaBoundary({ params: { areaId: area.id } })) })),
  )
  return grids.filter(({ area, ring }) => /^\d{15}$/.test(area.code) && ring.length > 0)
}

function ringOf({ geometry }: Awaited<ReturnType<Client['getAreaBoundary']>>): Place[] {
  const [outer] = (geometry?.type === 'Polygon' ? geometry.coordinates : []) as Place[][]
  return outer ?? []
}

/** Past the screens, as another administrator would, or to leave things as they were. */
async function changeBoundary(areaId: string, ring: readonly Place[]): Promise<void> {
  const admin = await colleague('admin')
  const params = { areaId }
  const geometry = { type: 'Polygon' as const, coordinates: [ring.map((place) => [...place])] }
  const body = { geometry, neighbours: 'follow' as const }
  const { digest } = await admin.previewBoundary({ params, body })
  const { version } = await admin.getArea({ params })
  await admin.changeBoundary({ params, body: { ...body, version, digest, reason: '按原来的界线' } })
}

/** The tool for a boundary, with its map drawn. */
async function drawingOf(areaId: string): Promise<Page> {
  const page = await consolePage('admin', `/areas?area=${areaId}&tool=boundary`)
  await page.getByRole('spinbutton', { name: '第 1 点经度' }).waitFor()
  await page.locator('.city-map-canvas[aria-busy="false"]').waitFor()
  return page
}

/** Where a place is on the screen, while the map shows the area whole, as it does at first. */
async function pixelOf(page: Page, ring: readonly Place[], place: Place): Promise<{ x: number; y: number }> {
  const box = await page.locator('.city-map-canvas').boundingBox()
  if (!box) throw new Error('no map')
  const marginPx = 32
  const [xs, ys] = [ring.map(([longitude]) => longitude), ring.map(([, latitude]) => northing(latitude))]
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const scale = Math.min((box.width - 2 * marginPx) / (east - west), (box.height - 2 * marginPx) / (north - south))
  return {
    x: box.x + box.width / 2 + (place[0] - (west + east) / 2) * scale,
    y: box.y + box.height / 2 - (northing(place[1]) - (south + north) / 2) * scale,
  }
}

/** Latitude as Mercator draws it, in degrees of longitude. */
function northing(latitude: number): number {
  return (Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) * 180) / Math.PI
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2)
  await page.mouse.move(to.x, to.y, { steps: 4 })
  await page.mouse.up()
}

async function firstCorner(page: Page): Promise<Place> {
  const read = async (axis: string) => Number(await page.getByRole('spinbutton', { name: `第 1 点${axis}` }).inputValue())
  return [await read('经度'), await read('纬度')]
}

test('a corner is dragged with the mouse, sticks to a neighbour, is taken back, and the boundary saved after its preview', async () => {
  const grids = await gridsOf('370281004004')
  const [grid, ...others] = grids
  if (!grid) throw new Error('no grid to work on')
  const { area, ring } = grid
  const [corner] = ring
  if (!corner) throw new Error('no corner')
  const page = await drawingOf(area.id)
  const start = await pixelOf(page, ring, corner)

  // The corner of somebody else that is nearest and not a common one.
  const common = new Set(ring.map(String))
  const foreign = others.flatMap((one) => one.ring).filter((place) => !common.has(String(place)))
  const map = await page.locator('.city-map-canvas').boundingBox()
  const inView = await Promise.all(foreign.map(async (place) => ({ place, at: await pixelOf(page, ring, place) })))
  const [target] = inView
    .filter(({ at }) => map && at.x > map.x + 20 && at.x < map.x + map.width - 60 && at.y > map.y + 20 && at.y < map.y + map.height - 20)
    .toSorted((a, b) => Math.hypot(a.at.x - start.x, a.at.y - start.y) - Math.hypot(b.at.x - start.x, b.at.y - start.y))
  if (target) {
    await drag(page, start, { x: target.at.x + 6, y: target.at.y + 4 })
    await vi.waitFor(async () => expect(await firstCorner(page)).toEqual([...target.place]), waiting)
    await look(page, 'drawing-snapped')
    await page.getByRole('button', { name: '撤销' }).click()
    await vi.waitFor(async () => expect(await firstCorner(page)).toEqual([...corner]), waiting)
  }

  const middle = await pixelOf(page, ring, middleOfRing(ring))
  const way = Math.hypot(middle.x - start.x, middle.y - start.y)
  const end = { x: start.x + ((middle.x - start.x) * 48) / way, y: start.y + ((middle.y - start.y) * 48) / way }
  await drag(page, start, end)
  await vi.waitFor(async () => expect(await firstCorner(page)).not.toEqual([...corner]), waiting)
  const drawn = await firstCorner(page)
  const drawnAt = await pixelOf(page, ring, drawn)
  expect(Math.hypot(drawnAt.x - end.x, drawnAt.y - end.y)).toBeLessThan(4)
  await page.getByRole('button', { name: '预览' }).click()
  await page.getByRole('heading', { name: '各区域面积变化' }).waitFor()
  await look(page, 'drawing-preview')
  const reason = wording('小路改道')
  await page.getByRole('textbox', { name: '原因' }).fill(reason)
  await page.getByRole('button', { name: '保存边界' }).click()
  await page.getByText('边界已调整').waitFor()
  await says(page.locator('.linli-timeline').first(), reason)
  const admin = await colleague('admin')
  expect(ringOf(await admin.getAreaBoundary({ params: { areaId: area.id } })).map(String)).toContain(String(drawn))
  await changeBoundary(area.id, ring)
})

test('of two administrators at one boundary the second is told, keeps the drawing, and saves it after seeing what it would do now', async () => {
  const [grid] = await gridsOf('370281004005')
  if (!grid) throw new Error('no grid to work on')
  const { area, ring } = grid
  const [corner, next, ...rest] = ring.slice(0, -1)
  if (!corner || !next) throw new Error('no corners')
  const page = await drawingOf(area.id)
  const typed = page.getByRole('spinbutton', { name: '第 1 点经度' })
  const inwards = (place: Place, share: number): Place => {
    const middle = middleOfRing(ring)
    return [round(place[0] + (middle[0] - place[0]) * share), round(place[1] + (middle[1] - place[1]) * share)]
  }
  const mine = inwards(corner, 0.2)
  await typed.fill(String(mine[0]))
  await typed.press('Enter')
  await page.getByRole('button', { name: '预览' }).click()
  await page.getByRole('heading', { name: '各区域面积变化' }).waitFor()
  await page.getByRole('textbox', { name: '原因' }).fill('按新修的路')

  const theirs = [corner, inwards(next, 0.2), ...rest]
  await changeBoundary(area.id, [...theirs, corner])
  await page.getByRole('button', { name: '保存边界' }).click()
  await says(page.getByRole('alert'), '别人刚改了这里')
  expect(Number(await typed.inputValue())).toBe(mine[0])
  await page.locator('.city-map-canvas[aria-busy="false"]').waitFor()
  await look(page, 'drawing-conflict')
  await page.getByRole('button', { name: '预览' }).click()
  await page.getByRole('heading', { name: '各区域面积变化' }).waitFor()
  expect(await page.getByRole('textbox', { name: '原因' }).inputValue()).toBe('按新修的路')
  await page.getByRole('button', { name: '保存边界' }).click()
  await page.getByText('边界已调整').waitFor()
  await changeBoundary(area.id, ring)
})

test('two grids become one: what comes together is seen before, and what moved afterwards', async () => {
  const community = '370281004006'
  const grids = await gridsOf(community)
  const [first, second] = grids
  if (!first || !second) throw new Error('no two grids to merge')
  const what = wording('两个网格交界处的路灯不亮')
  const matterId = await report(what, middleOf(second.area.code))
  const page = await consolePage('admin', `/areas?area=${first.area.id}`)
  await page.getByRole('link', { name: '合并' }).click()
  await page.getByRole('checkbox', { name: second.area.name }).check()
  await page.getByRole('heading', { name: '合并后的区域' }).waitFor()
  await says(page.getByRole('listitem').filter({ hasText: second.area.name }).last(), '件在办事项')
  await page.locator('.city-map-canvas[aria-busy="false"]').waitFor()
  await look(page, 'drawing-merge')
  const name = wording('合并网格')
  const reason = wording('两格人口都少')
  await page.getByRole('textbox', { name: '代码' }).fill(`${community}${process.pid}`)
  await page.getByRole('textbox', { name: '名称' }).fill(name)
  await page.getByRole('textbox', { name: '原因' }).fill(reason)
  await page.getByRole('button', { name: '合并 2 个区域' }).click()
  await page.getByText('已合并').first().waitFor()
  await page.getByRole('heading', { name }).waitFor()
  await says(page.locator('.linli-timeline').first(), reason)
  await page.getByText('前身').waitFor()
  await look(page, 'drawing-merged')

  const desk = await colleague(`desk-${community}`)
  const matter = await desk.getMatter({ params: { matterId } })
  expect(matter.area.name).toBe(name)
  await page.goto(`/console/areas?area=${second.area.id}`)
  await page.getByRole('heading', { name: /已停用/ }).waitFor()
  await page.getByRole('link', { name }).waitFor()
})

function middleOfRing(ring: readonly Place[]): Place {
  const corners = ring.slice(1)
  const middle = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length
  return [middle(0), middle(1)]
}

function round(degrees: number): number {
  return Number(degrees.toFixed(7))
}
