import { afterAll, afterEach, beforeAll, describe, test } from 'vitest'
import { closeBrowser, deskPage, endJourney, look, openBrowser, signIn } from './browser.ts'

beforeAll(openBrowser)
afterAll(closeBrowser)
afterEach(endJourney)

describe('a supervisor', () => {
  test('sees the open matters of their area on a map and in a list', async () => {
    const page = await deskPage()
    await page.goto('/console/map')
    await signIn(page, 'city')
    await page.locator('.maplibregl-canvas').waitFor()
    await page.waitForTimeout(3000)
    await look(page, 'map-zh')
  })
})
