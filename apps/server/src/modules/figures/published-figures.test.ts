import { afterAll, expect, test } from 'vitest'
import { demoPassword } from '../../../../../demo/demo-people.ts'
import { inTransaction } from '../../platform/db.ts'
import { testCityName } from '../../testing/constants.ts'
import { clientOf, copyDatabase, temporaryFolder } from '../../testing/test-city.ts'
import type { AreaGeometry } from '../areas/geometry.ts'
import { halvesAt, middleOf } from '../areas/halves.factory.ts'
import { runModel } from '../matters/model/run-model.factory.ts'
import { Stage } from '../matters/model/stage.factory.ts'
import { foldTallies } from './fold.ts'
import { publishedAndPlain } from './published-figures.factory.ts'
import { continueRebuild, leaveRebuild } from './rebuild.ts'

const stage = await Stage.open(await copyDatabase('tiny_city'), testCityName, temporaryFolder('files'))
afterAll(() => stage.close())
const { areas } = stage.tools.books
const signedIn = async (loginName: string) => {
  const client = clientOf(stage.first)
  await client.signIn({ body: { loginName, password: demoPassword } })
  return client
}

/** Of all that is played, which begins anywhere in a year, and in one year of it by days of no month. */
const periods = [
  { from: '2025-10-01', to: '2027-12-31' },
  { from: '2026-03-18', to: '2026-11-07' },
]

/** Each published kind of figure is what a count of the matters by plain SQL gives, of the whole and of each part. */
async function expectPlain() {
  for (const period of periods) {
    const { published, plain } = await publishedAndPlain(stage, period)
    expect(published).toEqual(plain)
  }
}

// Thousands: npm run model.
test('after hundreds of actions by people and timers, folded or not, and after a recount of everything', { timeout: 300_000 }, async () => {
  const { tally, violation } = await runModel(stage, { sequences: 25, seed: 20260402 })
  expect(violation).toBeNull()
  expect(tally.actions).toBeGreaterThan(150)
  await expectPlain()
  await foldTallies(stage.db, areas)
  await runModel(stage, { sequences: 5, seed: 7 })
  await expectPlain()
  await inTransaction(stage.db, leaveRebuild)
  expect(await continueRebuild({ db: stage.db, areas, now: () => stage.clock.now() })).toBeGreaterThan(80)
  await expectPlain()
})

test('after a grid was split and its parts were merged again', async () => {
  const admin = await signedIn('admin')
  const params = { areaId: stage.gridId }
  const area = areas.get().get(stage.gridId)
  const geometry = (await admin.getAreaBoundary({ params })).geometry as AreaGeometry
  const { west, east } = halvesAt(geometry, middleOf(geometry))
  const parts = [
    { code: 'west', name: '西格', geometry: west },
    { code: 'east', name: '东格', geometry: east },
  ]
  const { successors } = await admin.splitArea({ params, body: { version: area?.version ?? 0, reason: '一分为二', parts } })
  await expectPlain()
  await foldTallies(stage.db, areas)
  const areaIds = successors.map(({ id }) => id)
  await admin.mergeAreas({ body: { areaIds, code: area?.code ?? '', name: '合并的格', reason: '合二为一' } })
  await expectPlain()
  await foldTallies(stage.db, areas)
  await expectPlain()
})

test('after two communities became one', async () => {
  const admin = await signedIn('admin')
  const community = areas.get().deskOf(stage.gridId)
  const other = areas
    .get()
    .childrenOf(community?.parentId ?? null)
    .find(({ id }) => id !== community?.id)
  const areaIds = [community?.id ?? '', other?.id ?? '']
  await admin.mergeAreas({ body: { areaIds, code: 'both', name: '合并社区', reason: '合二为一' } })
  await expectPlain()
  await foldTallies(stage.db, areas)
  await expectPlain()
})

test('after categories were renamed and ended', async () => {
  const rules = await signedIn('rules')
  const versionOf = async (code: string) => (await rules.listCategoryEntries()).items.find((entry) => entry.code === code)?.version ?? 0
  await rules.changeCategory({ params: { code: 'E01' }, body: { version: await versionOf('E01'), nameZh: '改了名', nameEn: 'Renamed' } })
  await rules.endCategory({ params: { code: 'E01-02' }, body: { version: await versionOf('E01-02'), reason: '不再使用' } })
  await expectPlain()
  const { rows } = await (await signedIn('supervisor')).getFigures({ query: { from: '2025-10-01', to: '2027-12-31', by: 'category' } })
  expect(rows.find(({ key }) => key === 'E01')?.name?.en).toBe('Renamed')
})
