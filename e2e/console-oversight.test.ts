import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { report, says, wording } from './at-work.ts'
import { closeBrowser, consolePage, endJourney, look, openBrowser, phonePage } from './browser.ts'

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)

/** Changes the settings past the screens, as another administrator would. */
async function changeWelcome(page: Page, welcome: { zh: string; en: string }): Promise<void> {
  const {
    version,
    changedAt: _at,
    changedBy: _by,
    ...settings
  } = (await (await page.request.get('/api/settings')).json()) as {
    version: number
    changedAt: string
    changedBy: string
    texts: object
  }
  const answer = await page.request.put('/api/settings', {
    data: { expectedVersion: version, settings: { ...settings, texts: { ...settings.texts, welcome } } },
    headers: { 'idempotency-key': crypto.randomUUID() },
  })
  expect(answer.status(), await answer.text()).toBe(200)
}

test('a supervisor finds an old card in its area, sees what happens next, and raises it', async () => {
  const what = wording('河道边的护栏断了半个月')
  const matterId = await report(what)
  const supervisor = await consolePage('supervisor', `/supervision?matter=${matterId}`)
  const drawer = supervisor.getByRole('dialog')
  await drawer.getByText(what).waitFor()
  await drawer
    .getByText(/“受理”/)
    .first()
    .waitFor()
  await drawer.getByRole('button', { name: '督办', exact: true }).click()
  await drawer.getByRole('textbox', { name: '要求' }).fill('今天先围起来，明天修好')
  await drawer.getByRole('button', { name: '督办', exact: true }).click()
  await drawer.getByText('今天先围起来，明天修好').waitFor()
  await look(supervisor, 'oversight-matter')
  await supervisor.keyboard.press('Escape')
  await drawer.waitFor({ state: 'hidden' })

  await supervisor.getByRole('region', { name: '督办列表' }).getByRole('listitem').first().waitFor()
  await supervisor.getByRole('region', { name: '按区域看' }).getByRole('link').first().waitFor()
  await look(supervisor, 'oversight-supervision-zh')
  await supervisor.getByRole('region', { name: '按区域看' }).getByRole('link').first().click()
  await supervisor.waitForURL(/area=/)
  await supervisor.getByText('全部辖区').waitFor()
  await supervisor.goBack()
  await supervisor.getByRole('heading', { level: 1 }).waitFor()

  const desk = await consolePage('community', `/supervision?matter=${matterId}`)
  await desk.getByRole('dialog').getByRole('button', { name: '答复督办' }).click()
  await desk.getByRole('dialog').getByRole('textbox').fill('已经围好，明早施工')
  await desk.getByRole('dialog').getByRole('button', { name: '答复督办' }).click()
  await desk.getByRole('dialog').getByText('已经围好，明早施工').waitFor()

  await supervisor.getByText('已答复', { exact: true }).click()
  await says(supervisor.getByRole('region', { name: '督办列表' }), '已经围好，明早施工')
  expect(supervisor.url()).toContain('state=answered')
})

test('the audit administrator finds who changed the settings, reads the steps of a matter and proves its chain', async () => {
  const matterId = await report(wording('路口的信号灯不亮'))
  const admin = await consolePage('admin', '/settings')
  await changeWelcome(admin, { zh: wording('有事您说话'), en: 'Tell us' })
  const supervisor = await consolePage('supervisor', `/desk?matter=${matterId}`)
  const number = ((await (await supervisor.request.get(`/api/matters/${matterId}`)).json()) as { number: string }).number

  const auditor = await consolePage('audit', '/audit?person=admin')
  const row = auditor.getByRole('row', { name: /修改设置/ }).first()
  await row.waitFor()
  await row.getByRole('button').first().click()
  await auditor.getByText('有事您说话').first().waitFor()
  await look(auditor, 'oversight-audit-zh')
  await auditor.getByRole('textbox', { name: '事项编号' }).fill(number)
  await auditor.getByRole('textbox', { name: '谁', exact: true }).fill('')
  await auditor.getByRole('button', { name: '查询' }).click()
  await auditor.getByRole('row', { name: /反映.*居民|居民.*反映/ }).waitFor()
  expect(await auditor.getByText('信号灯').count()).toBe(0)

  await auditor.getByText('一件事项', { exact: true }).click()
  await auditor.getByRole('textbox', { name: '一件事项' }).fill(number)
  await auditor.getByRole('button', { name: '开始校验' }).click()
  await says(auditor.getByRole('region', { name: '校验哈希链' }), '没有发现改动')
  await look(auditor, 'oversight-audit-chain')

  const download = auditor.waitForEvent('download')
  await auditor.getByRole('link', { name: '导出 CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^linli-audit-.*\.csv$/)
})

test('a system administrator changes a text, sees both sides of a conflict, and the phone shows it', async () => {
  const mine = wording('身边的小事，就是我们的大事')
  const admin = await consolePage('admin', '/settings')
  const welcome = admin.getByRole('textbox', { name: '欢迎语 · 中文' })
  await welcome.fill(mine)
  await changeWelcome(admin, { zh: '别人刚写的', en: 'By somebody else' })
  await admin.getByRole('button', { name: '保存设置' }).click()
  await admin.getByText('别人刚写的').waitFor()
  await look(admin, 'oversight-settings-conflict')
  await admin.getByRole('button', { name: '仍然保存我的' }).click()
  await admin.getByText('设置已保存').waitFor()
  await look(admin, 'oversight-settings-zh')

  const resident = await phonePage()
  await resident.goto('/')
  await resident.getByText(mine).waitFor()
  await resident.getByRole('link', { name: /12345/ }).waitFor()
  await look(resident, 'oversight-phone')
  await resident.goto('/report')
  await resident.getByText('您留下的电话只用于').waitFor()
})
