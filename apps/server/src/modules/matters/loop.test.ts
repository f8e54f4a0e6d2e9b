import { ApiProblem } from '@linli/client'
import { expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import { playToHandled, reportInShownGrid } from './matter.factory.ts'

const city = await startTestCity()

test('a report without an account goes the whole way and its reporter closes it with the receipt code', async () => {
  const { report, community, handler, worker, matterId } = await playToHandled(city)
  const handled = await worker.getMatter({ params: { matterId } })
  expect(handled.state).toBe('handled')
  expect(handled.holder).toMatchObject({ kind: 'area', areaId: report.area.id })
  const verified = await worker.verifyMatter({
    params: { matterId },
    body: { expectedVersion: handled.version, passed: true, note: '看过了，好了' },
  })
  expect(verified.state).toBe('verified')

  const reporter = city.stranger()
  const me = await reporter.signInByReceipt({ body: { receiptCode: report.receiptCode?.toLowerCase().replaceAll('-', ' ') ?? '' } })
  expect(me).toMatchObject({ kind: 'receipt', receiptMatterId: matterId, posts: [] })
  const seen = await reporter.getMatter({ params: { matterId } })
  expect(seen.abilities).toEqual([{ action: 'rate', assignmentId: null, cardId: null }])
  expect(seen.timeline.every((entry) => entry.visibility === 'public')).toBe(true)
  const closed = await reporter.rateMatter({ params: { matterId }, body: { expectedVersion: seen.version, solved: true, stars: 5 } })
  expect(closed.state).toBe('closed')

  const proof = await community.proveMatter({ params: { matterId } })
  expect(proof).toMatchObject({ unbroken: true, alwaysHeld: true, entries: 7, versions: [1, 2, 3, 4, 5, 6, 7] })
  await expect(handler.getMatter({ params: { matterId } })).resolves.toMatchObject({ state: 'closed', reporterPhoneMasked: null })
})

test('an unsolved rating sends the matter back to the lead by itself', async () => {
  const { report, worker, matterId } = await playToHandled(city)
  const { version } = await worker.getMatter({ params: { matterId } })
  await worker.verifyMatter({ params: { matterId }, body: { expectedVersion: version, passed: true, note: '好了' } })
  const reporter = city.stranger()
  await reporter.signInByReceipt({ body: { receiptCode: report.receiptCode ?? '' } })
  const rated = await reporter.rateMatter({
    params: { matterId },
    body: { expectedVersion: version + 1, solved: false, stars: 2, reasons: ['not_fixed'] },
  })
  expect(rated.state).toBe('in_progress')
  const handler = await city.as('handler')
  const seen = await handler.getMatter({ params: { matterId } })
  expect(seen.abilities.map((ability) => ability.action)).toContain('finish')
})

test('a failed verification is rework for the lead and counts', async () => {
  const { worker, handler, matterId } = await playToHandled(city)
  const { version } = await worker.getMatter({ params: { matterId } })
  const back = await worker.verifyMatter({ params: { matterId }, body: { expectedVersion: version, passed: false, note: '还在漏' } })
  expect(back.state).toBe('in_progress')
  const seen = await handler.getMatter({ params: { matterId } })
  expect(seen.reworkCount).toBe(1)
  const assignmentId = seen.assignments[0]?.id ?? ''
  const again = await handler.finishAssignment({
    params: { matterId, assignmentId },
    body: { expectedVersion: seen.version, result: '重新处理', publicAnswer: '已重新处理' },
  })
  expect(again.state).toBe('handled')
})

test('a matter with a co-handler is handled only when both are done', async () => {
  const community = await city.as('community')
  const report = await reportInShownGrid(city)
  const { matterId } = report
  const organisations = (await community.listOrganisations()).items
  const lead = organisations.find((each) => each.code === 'city-management')
  const helper = organisations.find((each) => each.code === 'housing')
  await community.acceptMatter({ params: { matterId }, body: { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' } })
  const sent = await community.dispatchMatter({
    params: { matterId },
    body: { expectedVersion: 2, leadOrganisationId: lead?.id ?? '', coHandlerOrganisationIds: [helper?.id ?? ''] },
  })
  const [leadShare = '', helpersShare = ''] = sent.assignmentIds
  const handler = await city.as('handler')
  const second = await city.as('handler-housing')
  await handler.claimAssignment({ params: { matterId, assignmentId: leadShare }, body: { expectedVersion: 3 } })
  await second.claimAssignment({ params: { matterId, assignmentId: helpersShare }, body: { expectedVersion: 4 } })
  const first = await handler.finishAssignment({
    params: { matterId, assignmentId: leadShare },
    body: { expectedVersion: 5, result: '清完', publicAnswer: '已清理' },
  })
  expect(first.state).toBe('in_progress')
  const both = await second.finishAssignment({
    params: { matterId, assignmentId: helpersShare },
    body: { expectedVersion: 6, result: '协助完成' },
  })
  expect(both.state).toBe('handled')
})

test('the lead returns it, and the desk sends it elsewhere', async () => {
  const community = await city.as('community')
  const { matterId } = await reportInShownGrid(city)
  const organisations = (await community.listOrganisations()).items
  const idOf = (code: string) => organisations.find((each) => each.code === code)?.id ?? ''
  await community.acceptMatter({ params: { matterId }, body: { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' } })
  const sent = await community.dispatchMatter({
    params: { matterId },
    body: { expectedVersion: 2, leadOrganisationId: idOf('city-management') },
  })
  const handler = await city.as('handler')
  const returned = await handler.returnAssignment({
    params: { matterId, assignmentId: sent.assignmentIds[0] ?? '' },
    body: { expectedVersion: 3, reason: 'not_our_duty', words: '属于住建' },
  })
  expect(returned.state).toBe('dispatched')
  const waiting = await community.listMatters({ query: { view: 'returned' } })
  expect(waiting.items.map((item) => item.id)).toContain(matterId)
  const agreed = await community.ruleReturn({
    params: { matterId, assignmentId: sent.assignmentIds[0] ?? '' },
    body: { expectedVersion: 4, granted: true },
  })
  expect(agreed.state).toBe('accepted')
  const again = await community.dispatchMatter({ params: { matterId }, body: { expectedVersion: 5, leadOrganisationId: idOf('housing') } })
  expect(again.state).toBe('dispatched')
  expect((await community.getMatter({ params: { matterId } })).holder).toMatchObject({
    kind: 'organisation',
    organisationId: idOf('housing'),
  })
})

test('a refusal ends the matter and tells the reporter why in words', async () => {
  const community = await city.as('community')
  const { matterId, receiptCode } = await reportInShownGrid(city)
  await community.refuseMatter({
    params: { matterId },
    body: { expectedVersion: 1, reason: 'not_within_jurisdiction', words: '请联系邻市热线' },
  })
  const reporter = city.stranger()
  await reporter.signInByReceipt({ body: { receiptCode: receiptCode ?? '' } })
  const seen = await reporter.getMatter({ params: { matterId } })
  expect(seen).toMatchObject({ state: 'refused', refusal: { reason: 'not_within_jurisdiction', words: '请联系邻市热线' } })
  expect(seen.abilities.map((ability) => ability.action)).toEqual(['appeal'])
  const appealed = await reporter.appealRefusal({ params: { matterId }, body: { expectedVersion: seen.version, words: '就在本市' } })
  expect(appealed.state).toBe('reported')
  const street = await city.as('street')
  expect((await street.listMatters({ query: { view: 'to_accept' } })).items.map((item) => item.id)).toContain(matterId)
  expect((await street.getMatter({ params: { matterId } })).refusal).toBeNull()
})

test('two clerks act on one matter: the second is told what version it has now, and nothing of it is written', async () => {
  const community = await city.as('community')
  const { matterId } = await reportInShownGrid(city)
  const accept = () =>
    community.acceptMatter({ params: { matterId }, body: { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' } })
  const outcomes = await Promise.allSettled([accept(), accept(), accept()])
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue
    expect(outcome.reason).toBeInstanceOf(ApiProblem)
    expect((outcome.reason as ApiProblem).problem).toMatchObject({ code: 'matter_changed', facts: { version: 2, state: 'accepted' } })
  }
  expect((await community.getMatter({ params: { matterId } })).timeline).toHaveLength(2)
})

test('fifty reports with one key make one matter and one answer', async () => {
  const stranger = city.stranger()
  const body = { text: '路灯不亮', address: '阜安街道', anonymous: true }
  const outcomes = await Promise.allSettled(
    Array.from({ length: 50 }, () => stranger.reportMatter({ body, idempotencyKey: 'one-key-for-fifty' })),
  )
  const answer = await stranger.reportMatter({ body, idempotencyKey: 'one-key-for-fifty' })
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') expect(outcome.value).toEqual(answer)
    else expect((outcome.reason as ApiProblem).problem.code).toBe('idempotency_in_progress')
  }
  await expect(stranger.reportMatter({ body: { ...body, text: '别的事' }, idempotencyKey: 'one-key-for-fifty' })).rejects.toMatchObject({
    problem: { status: 422, code: 'idempotency_key_reused' },
  })
})

test('a matter outside somebody’s areas does not exist for them', async () => {
  const { matterId } = await reportInShownGrid(city)
  const elsewhere = await city.as('desk-370281001005')
  await expect(elsewhere.getMatter({ params: { matterId } })).rejects.toMatchObject({ problem: { status: 404 } })
  await expect(
    elsewhere.acceptMatter({ params: { matterId }, body: { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' } }),
  ).rejects.toMatchObject({ problem: { status: 404 } })
  const supervisor = await city.as('supervisor')
  await expect(supervisor.getMatter({ params: { matterId } })).resolves.toMatchObject({
    abilities: [{ action: 'supervise', assignmentId: null, cardId: null }],
  })
})
