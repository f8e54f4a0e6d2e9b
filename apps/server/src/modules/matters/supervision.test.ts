import { describe, expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import { fireDue } from './fire-due.ts'
import { reportInShownGrid } from './matter.factory.ts'

const city = await startTestCity()
const supervisor = await city.as('supervisor')
const community = await city.as('community')

/** A fresh report with a card on it. */
async function raiseCard(level: 'ordinary' | 'yellow' | 'red', instruction: string) {
  city.clock.advance(60_000)
  const { matterId } = await reportInShownGrid(city)
  await supervisor.superviseMatter({ params: { matterId }, body: { expectedVersion: 1, level, instruction } })
  return matterId
}

const first = await raiseCard('ordinary', '请今天答复')
const second = await raiseCard('yellow', '请尽快处理')
const third = await raiseCard('red', '立即处理')
const raised = [first, second, third]

async function allCards(client: typeof supervisor, query: { level?: 'red'; state?: 'open' | 'late' | 'answered'; limit?: number } = {}) {
  const items: Awaited<ReturnType<typeof client.listCards>>['items'] = []
  let after: string | null | undefined
  while (after !== null) {
    const page = await client.listCards({ query: { ...query, ...(after && { after }) } })
    items.push(...page.items)
    after = page.next
  }
  return items
}

describe('the cards of an area', () => {
  test('come oldest first with their matter, page by page, each once', async () => {
    const cards = await allCards(supervisor, { limit: 1 })
    expect(cards.map((card) => card.raisedAt)).toEqual(cards.map((card) => card.raisedAt).toSorted())
    expect(new Set(cards.map((card) => card.id)).size).toBe(cards.length)
    const ours = cards.filter((card) => raised.includes(card.matter.id))
    expect(ours.map((card) => [card.matter.id, card.level, card.instruction])).toEqual([
      [first, 'ordinary', '请今天答复'],
      [second, 'yellow', '请尽快处理'],
      [third, 'red', '立即处理'],
    ])
  })

  test('can be asked for by level and by area', async () => {
    expect((await allCards(supervisor, { level: 'red' })).every((card) => card.level === 'red')).toBe(true)
    const card = (await allCards(supervisor)).find((one) => one.matter.id === first)
    const { items } = await supervisor.listCards({ query: { areaId: card?.matter.area.id ?? '' } })
    expect(items.map((one) => one.matter.id)).toEqual(expect.arrayContaining(raised))
    expect(items.every((one) => one.matter.area.id === card?.matter.area.id)).toBe(true)
  })

  test('are counted as they are listed, area by area', async () => {
    const cards = await allCards(supervisor)
    const summary = await supervisor.summariseCards({ query: {} })
    const count = (level: string) => cards.filter((card) => card.level === level).length
    expect(summary.total).toMatchObject({ ordinary: count('ordinary'), yellow: count('yellow'), red: count('red') })
    expect(summary.total.oldestAt).toBe(cards[0]?.raisedAt)
    const below = summary.areas.reduce((sum, { counts }) => sum + counts.ordinary + counts.yellow + counts.red, 0)
    expect(below).toBe(cards.length)
    for (const { area, counts } of summary.areas) {
      const { items } = await supervisor.listCards({ query: { areaId: area.id, limit: 200 } })
      expect(items).toHaveLength(counts.ordinary + counts.yellow + counts.red)
    }
  })

  test('are late after their date, and show who answered what', async () => {
    const waiting = (await allCards(supervisor)).find((card) => card.matter.id === second)
    const { version } = await community.getMatter({ params: { matterId: second } })
    await community.answerSupervision({
      params: { matterId: second, cardId: waiting?.id ?? '' },
      body: { expectedVersion: version, words: '下午三点前清走' },
    })
    expect((await allCards(supervisor)).map((card) => card.matter.id)).not.toContain(second)
    const answered = (await allCards(supervisor, { state: 'answered' })).find((card) => card.matter.id === second)
    expect(answered).toMatchObject({ answer: '下午三点前清走', answeredBy: expect.any(String), answeredAt: expect.any(String) })

    expect((await allCards(supervisor, { state: 'late' })).map((card) => card.matter.id)).not.toContain(first)
    city.clock.advance(30 * 86_400_000)
    // Whoever was away so long signs in again.
    expect((await allCards(await city.as('supervisor'), { state: 'late' })).map((card) => card.matter.id)).toContain(first)
  })
})

describe('nobody supervises what is not theirs', () => {
  test('another desk sees none of these cards and no step of these matters', async () => {
    const elsewhere = await city.as('desk-370281001005')
    const seen = [...(await allCards(elsewhere)), ...(await allCards(elsewhere, { state: 'answered' }))]
    const steps = await elsewhere.listNextSteps({ query: { limit: 200, kind: 'all' } })
    const matterIds = [...seen.map((card) => card.matter.id), ...steps.items.map((step) => step.matter.id)]
    expect(matterIds.filter((id) => raised.includes(id))).toEqual([])
    expect((await elsewhere.listNextSteps({ query: { matterId: first } })).items).toEqual([])
  })

  test('an area outside does not exist', async () => {
    const elsewhere = await city.as('desk-370281001005')
    const { area } = await (await city.as('supervisor')).getMatter({ params: { matterId: first } })
    const query = { areaId: area.id }
    for (const ask of [elsewhere.listCards({ query }), elsewhere.summariseCards({ query }), elsewhere.listNextSteps({ query })])
      await expect(ask).rejects.toMatchObject({ problem: { code: 'not_found' } })
  })

  test('the page is for desks and supervisors', async () => {
    for (const loginName of ['worker', 'handler', 'dispatcher', 'rules', 'admin', 'audit']) {
      const other = await city.as(loginName)
      await expect(other.summariseCards({ query: {} }), loginName).rejects.toMatchObject({ problem: { code: 'not_allowed' } })
    }
  })
})

describe('what happens next by itself', () => {
  test('is told in order of time, page by page, each once', async () => {
    const supervisor = await city.as('supervisor')
    const whole = await supervisor.listNextSteps({ query: { limit: 200, kind: 'all' } })
    const paged: string[] = []
    let after: string | null | undefined
    while (after !== null && paged.length < whole.items.length + 1) {
      const page = await supervisor.listNextSteps({ query: { limit: 7, kind: 'all', ...(after && { after }) } })
      paged.push(...page.items.map((step) => step.clockId))
      after = page.next
    }
    expect(whole.items.map((step) => step.at)).toEqual(whole.items.map((step) => step.at).toSorted())
    expect(paged.slice(0, whole.items.length)).toEqual(whole.items.map((step) => step.clockId))
  })

  test('happens as foretold, from the passed limit up to the highest card', async () => {
    const { matterId } = await reportInShownGrid(city)
    const seen: string[] = []
    for (let round = 0; round < 12; round += 1) {
      const supervisor = await city.as('supervisor')
      const { items } = await supervisor.listNextSteps({ query: { matterId, kind: 'all' } })
      const foretold = items.find((step) => step.clock === 'accept')
      if (!foretold) break
      city.clock.advance(Math.max(0, Date.parse(foretold.at) - city.clock.now().getTime()))
      await fireDue(city.matters)
      const matter = await (await city.as('supervisor')).getMatter({ params: { matterId } })
      const happened = matter.timeline.findLast((entry) => entry.content['clock'] === 'accept')
      expect(happened?.action).toBe(foretold.step)
      if (foretold.step === 'limit_climbed')
        expect(happened?.content).toMatchObject({ level: foretold.level, areaId: foretold.area?.id, automatic: true })
      seen.push(foretold.step)
    }
    expect(seen.slice(0, 3)).toEqual(['limit_near', 'limit_passed', 'limit_climbed'])
  })
})
