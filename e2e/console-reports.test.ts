import { readFileSync } from 'node:fs'
import { read, utils } from '@e965/xlsx'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { report, wording } from './at-work.ts'
import { closeBrowser, consolePage, endJourney, look, openBrowser } from './browser.ts'

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)

/** Fetches the newest document whose name has this in it, once it is ready. */
async function download(page: Page, name: RegExp): Promise<Buffer> {
  const button = page.getByRole('link', { name }).first()
  await button.waitFor({ timeout: 60_000 })
  const [fetched] = await Promise.all([page.waitForEvent('download'), button.click()])
  return readFileSync(await fetched.path())
}

test('a desk has a report made as PDF and as workbook, sees how far it is, and opens both', async () => {
  const clerk = await consolePage('street', '/documents')
  await clerk.locator('.documents').waitFor()
  for (const format of ['PDF', 'Excel 工作簿']) {
    await clerk.getByRole('button', { name: '生成月报…' }).click()
    await clerk.getByRole('dialog').getByText(format, { exact: true }).click()
    if (format === 'PDF') await look(clerk, 'console-zh-report-order')
    await clerk.getByRole('dialog').getByRole('button', { name: '生成', exact: true }).click()
    await clerk.getByRole('dialog').waitFor({ state: 'detached' })
  }
  const pdf = await download(clerk, /下载 .*月报\.pdf/)
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  const book = read(await download(clerk, /下载 .*月报\.xlsx/))
  expect(book.SheetNames).toEqual(['概览', '近十二个月', '按类别', '按区域', '指标定义'])
  await look(clerk, 'console-zh-reports')
})

test('a clerk exports a list as it is narrowed, and the file has those matters and nothing but text', async () => {
  const what = wording('=1+1 井盖松动')
  await report(what)
  const clerk = await consolePage('community', `/desk?view=open&q=${encodeURIComponent(what.replace('=1+1 ', ''))}`)
  await clerk.locator('.list-link').first().waitFor()
  await clerk.getByRole('button', { name: '导出…' }).click()
  await look(clerk, 'console-zh-export')
  await clerk.getByRole('dialog').getByRole('button', { name: '导出', exact: true }).click()
  await clerk.getByRole('link', { name: '查看进度和下载' }).click()
  await clerk.waitForURL(/\/documents/)
  const book = read(await download(clerk, /下载 事项清单/), { cellFormula: true })
  const cells = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[1] ?? ''] ?? {}, { header: 1 }).flat()
  expect(cells).toContain(`'${what}`)
  expect(
    utils
      .sheet_to_json<string[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { header: 1 })
      .flat()
      .join(),
  ).toContain('community')
})

test('a desk subscribes to a report and ends the subscription', async () => {
  const clerk = await consolePage('community', '/documents')
  await clerk.getByRole('button', { name: '订阅月报…' }).click()
  await clerk.getByLabel('每月几号生成').fill('28')
  await look(clerk, 'console-zh-report-plan')
  await clerk.getByRole('dialog').getByRole('button', { name: '订阅', exact: true }).click()
  const plan = clerk.locator('.plan-list li').first()
  await plan.getByText('每月 28 号').waitFor()
  await look(clerk, 'console-zh-report-plans')
  await plan.getByRole('button', { name: /取消订阅/ }).click()
  await clerk.getByRole('tooltip').getByRole('button', { name: '取消订阅' }).click()
  await plan.waitFor({ state: 'detached' })
})
