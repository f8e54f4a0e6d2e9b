import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { endSession, report, says, waiting, wording } from './at-work.ts'
import { closeBrowser, consolePage, deskPage, endJourney, look, openBrowser, password, signIn } from './browser.ts'
import { acceptAndDispatch, colleague, versionOf } from './colleague.ts'

// The package belongs to the server, so it is looked up from there.
const { TOTP } = createRequire(join(import.meta.dirname, '../apps/server/package.json'))('otpauth') as {
  TOTP: new (of: { secret: string }) => { generate(at: { timestamp: number }): string }
}

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)

let made = 0
const fresh = (what: string) => `${what}-${process.pid}-${(made += 1)}`

/** Somebody new on the staff, past the screens, whose password is the demo's. */
async function newStaff(post: { role: 'handler' | 'desk_clerk'; organisationId?: string; areaId?: string }) {
  const admin = await colleague('admin')
  const loginName = fresh('new')
  const displayName = `新人${process.pid}${made}`
  const { account, oneTimePassword } = await admin.createStaffAccount({ body: { loginName, displayName } })
  await admin.createPost({ body: { ...post, accountId: account.id } })
  const page = await deskPage()
  await page.request.post('/api/session', { data: { loginName, password: oneTimePassword } })
  const answer = await page.request.put('/api/session/password', { data: { oldPassword: oneTimePassword, newPassword: password } })
  expect(answer.status()).toBe(204)
  await page.context().close()
  return { id: account.id, loginName, displayName, client: await colleague(loginName) }
}

test('an administrator finds who leaves, sees what they hold, hands it over, and the receiver is told and can go on', async () => {
  const desk = await colleague('community')
  const matterId = await report(wording('井盖松了，车一压就响'))
  const { assignmentId, leadOrganisationId } = await acceptAndDispatch(desk, matterId)
  const leaver = await newStaff({ role: 'handler', organisationId: leadOrganisationId })
  const receiver = await newStaff({ role: 'handler', organisationId: leadOrganisationId })
  await leaver.client.claimAssignment({
    params: { matterId, assignmentId },
    body: { expectedVersion: await versionOf(leaver.client, matterId) },
  })

  const admin = await consolePage('admin', '/people?tab=staff')
  await admin.getByLabel('按姓名查找').fill(leaver.loginName)
  await admin.getByRole('link', { name: leaver.displayName }).click()
  await admin.getByRole('button', { name: '离岗交接' }).click()
  const dialog = admin.getByRole('dialog').filter({ hasText: '岗位一次结束' })
  await dialog.getByText('手上有 1 件没办完。').waitFor()
  await dialog.getByText('看看是哪些').click()
  await dialog.getByRole('radio', { name: receiver.displayName }).check()
  await look(admin, 'people-leaving')
  await dialog.getByLabel('原因').fill('调到区里工作')
  await dialog.getByLabel('同时停用账号').check()
  await dialog.getByRole('button', { name: '结束岗位并交接' }).click()
  await admin.getByText('已结束 1 个岗位，交出 1 件工作').waitFor()
  await admin.getByRole('dialog').getByText('已停用').first().waitFor()

  const handler = await consolePage(receiver.loginName, `/desk?view=all&matter=${matterId}`)
  await handler.getByRole('button', { name: /消息，[1-9]/ }).click()
  await says(handler.getByRole('tooltip').or(handler.locator('.ant-popover')), '由您这里接着办')
  await handler.keyboard.press('Escape')
  await handler.getByRole('button', { name: '办结本单位部分' }).first().waitFor()
  await expect(colleague(leaver.loginName)).rejects.toThrow('could not sign in')
})

test('a clerk sets a second factor up by keys alone, signs in with it, and again over the page', async () => {
  const clerkAt = (await (await colleague('community')).getMe()).posts[0]?.areaId ?? ''
  const clerk = await newStaff({ role: 'desk_clerk', areaId: clerkAt })
  const page = await consolePage(clerk.loginName, '/')
  await page.getByRole('button', { name: '我的菜单' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: '登录保护' }).focus()
  await page.keyboard.press('Enter')
  await focused(page, '开始设置')
  await page.keyboard.press('Enter')
  await typed(page, '您的登录密码', password)
  const dialog = page.getByRole('dialog', { name: '登录保护' })
  await dialog.getByLabel('应用显示的动态码').and(page.locator(':focus')).waitFor()
  await look(page, 'factor-enrolment')
  const secret = (await dialog.locator('.factor-typed').innerText()).replace(/[^A-Z2-7]/g, '')
  const first = codeOf(secret)
  await page.keyboard.type(first)
  await page.keyboard.press('Enter')
  await dialog.getByText('请保存这 10 个恢复码').waitFor()
  await look(page, 'factor-recovery-codes')
  const recoveryCode = await dialog.locator('code').first().innerText()
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('登录保护已开启').waitFor()

  await page.getByRole('button', { name: '我的菜单' }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await signIn(page, clerk.loginName)
  await page.getByLabel('动态码', { exact: true }).and(page.locator(':focus')).waitFor()
  await look(page, 'factor-sign-in')
  // The code that confirmed it is used up.
  await page.keyboard.type(first)
  await page.keyboard.press('Enter')
  await page.getByText('动态码不正确').waitFor()
  await page.getByRole('button', { name: '用恢复码' }).click()
  await typed(page, '恢复码', recoveryCode)
  await page.getByRole('navigation', { name: '列表' }).waitFor()

  await endSession(page)
  const over = page.getByRole('dialog', { name: '请重新登录' })
  await over.waitFor()
  await signIn(page, clerk.loginName)
  await over.getByLabel('动态码', { exact: true }).waitFor()
  // One half minute ahead is borne, so there is no need to wait for the next.
  await typed(page, '动态码', codeOf(secret, 1))
  await over.waitFor({ state: 'detached' })
  await page.getByRole('navigation', { name: '列表' }).waitFor()
})

test('an administrator makes an account, gives it a post and fills a vacancy', async () => {
  const keeper = await colleague('admin')
  const firm = await keeper.createOrganisation({
    body: { code: fresh('firm'), kind: 'property_firm', nameZh: `新物业${process.pid}`, nameEn: `New firm ${process.pid}` },
  })
  const admin = await consolePage('admin', '/people?tab=staff')
  await admin.getByRole('button', { name: '新建账号' }).click()
  const name = `王经办${process.pid}`
  const dialog = admin.getByRole('dialog', { name: '新建账号' })
  await dialog.getByLabel('姓名').fill(name)
  await dialog.getByLabel('账号').fill(fresh('clerk'))
  await dialog.getByRole('button', { name: '建立账号' }).click()
  await admin.getByText('只显示这一次').waitFor()
  await look(admin, 'people-one-time-password')
  await admin.getByRole('button', { name: '我已记下' }).click()

  await admin.getByRole('tab', { name: '空岗' }).click()
  await admin.getByText(/^单位 \d+$/).click()
  const row = admin.getByRole('row').filter({ hasText: firm.nameZh })
  await row.getByRole('button', { name: '设置岗位' }).click()
  const give = admin.getByRole('dialog', { name: '设置岗位' })
  await give.getByLabel('谁').fill(name)
  await admin.getByTitle(new RegExp(name)).click()
  await give.getByLabel('岗位', { exact: true }).click()
  await admin.getByTitle('办理人员', { exact: true }).click()
  await give.getByRole('button', { name: '设置', exact: true }).click()
  await admin.getByText('岗位已设置').waitFor()
  await vi.waitFor(async () => expect(await row.count()).toBe(0), waiting)
})

test('who only reads posts sees no buttons to change them', async () => {
  for (const loginName of ['community', 'rules']) {
    const page = await consolePage(loginName, '/people?tab=staff')
    await page.getByRole('table').waitFor()
    for (const name of ['新建账号', '设置岗位', '离岗交接', '停用账号', '重置密码', '结束'])
      expect(await page.getByRole('button', { name }).count(), `${loginName}: ${name}`).toBe(0)
    await page.getByRole('table').getByRole('link').first().click()
    await page.getByRole('dialog').getByRole('table').waitFor()
    expect(
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /设置|结束|停用|交接|重置/ })
        .count(),
    ).toBe(0)
  }
})

test.each([
  { language: 'zh', dark: false, width: 1440 },
  { language: 'en', dark: true, width: 1024 },
] as const)('one person is found and read in $language, $width wide', async ({ language, dark, width }) => {
  const page = await consolePage('security', '/people?tab=staff', { language, dark })
  await page.setViewportSize({ width, height: 900 })
  await page.getByLabel(language === 'zh' ? '按姓名查找' : 'Search by name').fill('handler-water')
  await page.getByText('handler-water', { exact: true }).waitFor()
  await page.getByRole('table').getByRole('link').first().click()
  await page.getByRole('dialog').getByRole('table').waitFor()
  await look(page, `people-person-${language}`)
})

function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 })
}

/** Waits until the button with this name has the focus. */
function focused(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name }).and(page.locator(':focus')).waitFor()
}

/** Types into the field the form opened at, and sends. */
async function typed(page: Page, label: string, words: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).and(page.locator(':focus')).waitFor()
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
}
