import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import { colleague } from './colleague.ts'
import { consolePage, deskPage, type Language, phonePage, signInPast, still } from './browser.ts'

/** A grid of the community whose desk is the demo account `community`. */
export const grid = '370281001008005'
export const inTheGrid = middleOf(grid)
let told = 0

export const waiting = { timeout: 30_000, interval: 100 }

/** Words no other matter has, so that a list shows which one is meant. */
export function wording(what: string): string {
  told += 1
  return `${what}（${process.pid}-${told}）`
}

/** Waits until a live page says it. */
export function says(place: Locator, words: string): Promise<void> {
  return vi.waitFor(async () => expect(await place.first().innerText({ timeout: 1000 })).toContain(words), waiting)
}

/** A phone page in a language and size of type. */
export async function readablePage(path: string, { language, large }: { language: Language; large: boolean }): Promise<Page> {
  const page = await phonePage({ language, at: inTheGrid })
  await page.goto(path)
  if (large) await page.getByRole('button', { name: language === 'zh' ? '大字' : 'Large type' }).tap()
  return page
}

/** Opens a form by its button, looks, and closes it. */
export async function openForm(page: Page, button: string, see: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).first().tap()
  await page.getByRole('dialog').waitFor()
  await see()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

export function stars(page: Page, count: number): Promise<void> {
  return page
    .locator('label')
    .filter({ has: page.getByRole('radio', { name: `${count} 星` }) })
    .tap()
}

/** A clerk's console, signed in, with a matter open beside the list; without `live`, nothing comes by itself. */
export async function desk(loginName: string, matter?: string, { live = true } = {}): Promise<Page> {
  const page = await deskPage()
  if (!live) await page.route('**/api/stream', (route) => route.abort())
  await signInPast(page, loginName)
  await page.goto(matter ? `/console/desk?view=to_accept&matter=${matter}` : '/console/')
  await page.getByRole('navigation', { name: '列表' }).waitFor()
  if (matter) await page.getByRole('button', { name: '受理', exact: true }).waitFor()
  return page
}

/** The console of anybody on the staff, with a matter open beside one of its lists. */
export async function consoleAt(loginName: string, view: string, matter: string): Promise<Page> {
  const page = await consolePage(loginName, `/desk?view=${view}&matter=${matter}`)
  await page.getByRole('list', { name: '办理经过' }).waitFor()
  return page
}

/** Opens the form of an action that stands behind the first buttons. */
export async function fromMenu(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: '更多', exact: true }).click()
  await page.getByRole('menuitem', { name: action }).click()
  await page.getByRole('dialog').waitFor()
}

/** The phone of somebody who works outside, at their list of things to do. */
export async function staffPhone(loginName: string): Promise<Page> {
  const page = await phonePage({ at: inTheGrid })
  await signInPast(page, loginName)
  await page.goto('/')
  await page.getByRole('heading', { name: '现在要做的' }).waitFor()
  return page
}

/** A new matter stands in the list by itself when the list was empty, or is offered above it. */
export async function showFresh(clerk: Page, what: string): Promise<void> {
  const offered = clerk.getByRole('button', { name: /件新的/ })
  const row = clerk.getByRole('link', { name: what })
  await offered.or(row).first().waitFor()
  if (!(await row.isVisible())) await offered.click()
}

/** Accepts the open matter by keys, as a street light. */
export async function accept(clerk: Page): Promise<void> {
  await clerk.keyboard.press('a')
  await chooseCategory(clerk)
  await clerk.getByText('立案条件').waitFor()
  await clerk.keyboard.press('Control+Enter')
  await says(clerk.getByRole('heading', { level: 1 }), '已受理')
  await clerk.getByRole('dialog').waitFor({ state: 'hidden' })
}

/** Types into the field the form opened at, and takes the first hit. */
export async function chooseCategory(clerk: Page): Promise<void> {
  const field = clerk.getByRole('dialog').getByRole('combobox').first()
  await field.waitFor()
  await still(clerk)
  await field.and(clerk.locator(':focus')).waitFor()
  await clerk.keyboard.type('路灯')
  // What was suggested and chosen beforehand may be the same.
  await clerk
    .getByTitle(/^(路灯|Street light)$/)
    .last()
    .waitFor()
  await clerk.keyboard.press('Enter')
}

export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).waitFor()
  await still(page)
  await page.getByRole('combobox', { name: label }).click()
  await page.getByTitle(option, { exact: true }).click()
  await page.getByRole('dialog').getByTitle(option, { exact: true }).waitFor()
}

/** Signs out elsewhere: the page's session ends without the page having done it. */
export async function endSession(page: Page): Promise<void> {
  const answer = await page.request.delete('/api/session')
  expect(answer.status()).toBe(204)
}

/** Reports something as a resident without an account, past the screens; in the grid unless said otherwise. */
export async function report(text: string, at = inTheGrid): Promise<string> {
  const nobody = await colleague()
  const body = { text, place: { ...at, coordinateSystem: 'wgs84' as const }, address: '幸福路 12 号' }
  return (await nobody.reportMatter({ body })).matterId
}

/** Reports like `report`, and can answer what is asked: as the holder of the receipt code, past the screens. */
export async function reportAnonymously(text: string): Promise<{ matterId: string; answer: (words: string) => Promise<void> }> {
  const page = await phonePage()
  const reported = await page.request.post('/api/matters', {
    data: { text, place: { ...inTheGrid, coordinateSystem: 'wgs84' } },
    headers: { 'idempotency-key': crypto.randomUUID() },
  })
  const { matterId, receiptCode } = (await reported.json()) as { matterId: string; receiptCode: string }
  const answer = async (words: string) => {
    expect((await page.request.post('/api/session/receipt', { data: { receiptCode } })).ok()).toBe(true)
    const { version } = (await (await page.request.get(`/api/matters/${matterId}`)).json()) as { version: number }
    const answered = await page.request.post(`/api/matters/${matterId}/answer`, {
      data: { expectedVersion: version, words },
      headers: { 'idempotency-key': crypto.randomUUID() },
    })
    expect(answered.status(), await answered.text()).toBe(200)
  }
  return { matterId, answer }
}

/** A point inside a grid; they are convex. */
export function middleOf(code: string): { longitude: number; latitude: number } {
  const file = readFileSync(join(import.meta.dirname, '../demo/boundaries.geojson'), 'utf8')
  const { features } = JSON.parse(file) as { features: { properties: { code: string }; geometry: { coordinates: [number, number][][] } }[] }
  const corners = features.find((one) => one.properties.code === code)?.geometry.coordinates[0]?.slice(1) ?? []
  const middle = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length
  return { longitude: middle(0), latitude: middle(1) }
}
