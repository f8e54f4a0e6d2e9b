import type { Page, Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { desk, report, says, waiting, wording } from './at-work.ts'
import { closeBrowser, endJourney, goWithin, look, openBrowser } from './browser.ts'
import { acceptAsLight, colleague, versionOf } from './colleague.ts'

beforeAll(openBrowser)
afterEach(endJourney)
afterAll(closeBrowser)

/** Accepted matters, ticked in the list of a clerk, whose words no other run has. */
async function tickAccepted(what: string, count: number): Promise<{ clerk: Page; matters: string[] }> {
  const community = await colleague('community')
  const matters: string[] = []
  for (let at = 0; at < count; at += 1) {
    const matterId = await report(wording(what))
    await acceptAsLight(community, matterId)
    matters.push(matterId)
  }
  const clerk = await desk('community')
  await clerk.getByRole('link', { name: '待派遣' }).click()
  for (const matterId of matters) {
    await goWithin(clerk, `/desk?view=to_dispatch&matter=${matterId}`)
    await clerk.getByRole('region', { name: '事项' }).getByRole('button', { name: '派遣' }).first().waitFor()
    await clerk.keyboard.press('x')
  }
  await clerk.getByText(`已选 ${count} 件`).waitFor()
  await clerk.getByRole('button', { name: '批量派遣' }).click()
  await says(clerk.getByRole('dialog').getByRole('status'), `将派遣 ${count} 件`)
  return { clerk, matters }
}

const assignments = '**/api/matters/*/assignments'

async function assignmentsOf(matterId: string): Promise<number> {
  return (await (await colleague('community')).getMatter({ params: { matterId } })).assignments.length
}

test('of matters dispatched together, the one a colleague changed meanwhile is left, said so, shown as it is now, and sent after that', async () => {
  const { clerk, matters } = await tickAccepted('巷口的路灯忽明忽暗', 3)
  const community = await colleague('community')
  const [overtaken = ''] = matters
  const { categoryCode } = await community.getMatter({ params: { matterId: overtaken } })
  await community.reclassifyMatter({
    params: { matterId: overtaken },
    body: {
      expectedVersion: await versionOf(community, overtaken),
      categoryCode: categoryCode ?? '',
      severity: 'urgent',
      words: '灯下是小学门口。',
    },
  })
  const dialog = clerk.getByRole('dialog')
  await dialog.getByRole('button', { name: '派遣这 3 件' }).click()
  await says(dialog.getByRole('status'), '办好 2 件 · 还有 1 件没有办')
  await dialog.getByText('刚刚被他人处理过').waitFor()
  await look(clerk, 'together-overtaken')
  expect(await assignmentsOf(overtaken)).toBe(0)
  await dialog.getByRole('button', { name: '接着办剩下的 1 件' }).click()
  await says(dialog.getByRole('status'), '办好 3 件')
  for (const matterId of matters) expect(await assignmentsOf(matterId)).toBe(1)
})

test('a matter a colleague has dispatched meanwhile is not dispatched twice, and stays ticked', async () => {
  const { clerk, matters } = await tickAccepted('桥上的路灯不亮', 2)
  const community = await colleague('community')
  const [overtaken = ''] = matters
  const { version, proposedOrganisationId } = await community.getMatter({ params: { matterId: overtaken } })
  const body = { expectedVersion: version, leadOrganisationId: proposedOrganisationId ?? '', instruction: '请今晚看看。' }
  await community.dispatchMatter({ params: { matterId: overtaken }, body })
  const dialog = clerk.getByRole('dialog')
  await dialog.getByRole('button', { name: '派遣这 2 件' }).click()
  await says(dialog.getByRole('status'), '办好 1 件 · 1 件不能办')
  await dialog.getByText('已派遣，不能由您这样办').waitFor()
  await dialog.getByRole('button', { name: '关闭', exact: true }).last().click()
  await clerk.getByText('已选 1 件').waitFor()
  expect(await assignmentsOf(overtaken)).toBe(1)
})

test('dispatching together is stopped in the middle, and goes on with what is left and what got lost on its way, each once', async () => {
  const { clerk, matters } = await tickAccepted('路口的路灯坏了', 6)
  // Of three at once one arrives and its answer is lost; what comes after it and the others wait until the clerk has pressed stop.
  const held: Route[] = []
  let lost = 0
  await clerk.route(assignments, async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    if (lost === 0) {
      lost = 1
      await route.fetch()
      return route.abort()
    }
    held.push(route)
  })
  const dialog = clerk.getByRole('dialog')
  await dialog.getByRole('button', { name: '派遣这 6 件' }).click()
  await dialog.getByText('没有收到服务器的答复').waitFor()
  await vi.waitFor(() => expect(held).toHaveLength(3), waiting)
  await dialog.getByRole('button', { name: '停下' }).click()
  for (const route of held) await route.continue()
  await clerk.unroute(assignments)
  await says(dialog.getByRole('status'), '办好 3 件 · 还有 3 件没有办')
  await look(clerk, 'together-stopped')
  await dialog.getByRole('button', { name: '接着办剩下的 3 件' }).click()
  await says(dialog.getByRole('status'), '办好 6 件')
  for (const matterId of matters) expect(await assignmentsOf(matterId)).toBe(1)
})

test('when what was accepted cannot be dispatched, the clerk is told what was done and what not, and goes on from there', async () => {
  const matterId = await report(wording('公园的路灯杆松了'))
  const clerk = await desk('community', matterId)
  const community = await colleague('community')
  const instruction = '请带上吊车。'
  await clerk.getByRole('button', { name: '受理并派遣' }).click()
  const dialog = clerk.getByRole('dialog')
  await dialog.getByText('按类别默认推荐').or(dialog.getByText('按规则推荐')).waitFor()
  await dialog.getByLabel('要求').fill(instruction)
  // Between the two steps somebody says that it is urgent.
  await clerk.route(
    assignments,
    async (route) => {
      const { version, categoryCode } = await community.getMatter({ params: { matterId } })
      const body = { expectedVersion: version, categoryCode: categoryCode ?? '', severity: 'urgent' as const, words: '压到行人很危险。' }
      await community.reclassifyMatter({ params: { matterId }, body })
      await route.continue()
    },
    { times: 1 },
  )
  await dialog.getByRole('button', { name: '受理并派遣' }).click()
  await clerk.getByText('已受理，但派遣没有成功').waitFor()
  expect(await clerk.getByText('已受理并派遣', { exact: true }).count()).toBe(0)
  await says(clerk.getByRole('heading', { level: 1 }), '已受理')
  await dialog.getByText('派遣', { exact: true }).first().waitFor()
  expect(await dialog.getByLabel('要求').inputValue()).toBe(instruction)
  await look(clerk, 'together-only-accepted')
  await dialog.getByRole('button', { name: '派遣', exact: true }).click()
  await says(clerk.getByRole('heading', { level: 1 }), '已派遣')
  const sent = await community.getMatter({ params: { matterId } })
  expect(sent.assignments.map((one) => one.instruction)).toEqual([instruction])
})
