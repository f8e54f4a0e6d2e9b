import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../../../../demo/random.ts'
import { seededIds } from '../../platform/ids.ts'
import { testKeys } from '../../testing/constants.ts'
import { startTestCity } from '../../testing/test-city.ts'
import { distanceBetween, toWgs84Point } from '../areas/index.ts'
import { photo, uploadAndProcess } from '../files/uploads.factory.ts'
import { signInResident } from '../people/people.factory.ts'
import { placeInShownGrid, playToHandled, reportInShownGrid } from './matter.factory.ts'
import { prepareReport } from './report-matter.ts'
import { cast, inGrid, worldAt } from './world.factory.ts'

const city = await startTestCity()
const tree = () => city.matters.books.areas.get()
const stored = (matterId: string) => city.db.read.selectFrom('matters').selectAll().where('id', '=', matterId).executeTakeFirstOrThrow()
const place = await placeInShownGrid(city)
const grid = tree().locate(place.longitude, place.latitude)?.area
const community = tree().byCode('370281001008')

describe('where a report falls', () => {
  test('is the grid around its place, and the desk above it holds it', async () => {
    const receipt = await city.stranger().reportMatter({ body: { text: '路灯不亮', place } })
    expect(receipt).toMatchObject({ area: { id: grid?.id, level: 'grid' }, located: 'inside', state: 'reported', version: 1 })
    expect(receipt.number).toMatch(/^260318-\d{6}$/)
    expect(await stored(receipt.matterId)).toMatchObject({
      holder_area_id: community?.id,
      holder_organisation_id: null,
      longitude: place.longitude,
      place_given_in: 'wgs84',
    })
  })

  test('outside every boundary is the nearest area, marked', async () => {
    const receipt = await city
      .stranger()
      .reportMatter({ body: { text: '路灯不亮', place: { longitude: 119.5, latitude: 36.2, coordinateSystem: 'wgs84' } } })
    expect(receipt.located).toBe('nearest')
    const found = await city.stranger().locatePoint({ query: { longitude: 119.5, latitude: 36.2 } })
    expect(found).toMatchObject({ areaId: receipt.area.id, how: 'nearest' })
    expect(found.distanceM).toBeGreaterThan(1000)
    const matter = await (await city.as('supervisor')).getMatter({ params: { matterId: receipt.matterId } })
    expect(matter).toMatchObject({ located: 'nearest', point: { longitude: 119.5, latitude: 36.2 }, holder: { kind: 'area' } })
  })

  test('given by a phone in GCJ-02 is brought to WGS-84, and what was given is kept in mind', async () => {
    const shifted = toWgs84Point({ ...place, coordinateSystem: 'gcj02' })
    // As far to the other side: what a phone there would show, but for some centimetres.
    const onPhone = {
      longitude: 2 * place.longitude - shifted.longitude,
      latitude: 2 * place.latitude - shifted.latitude,
      coordinateSystem: 'gcj02' as const,
    }
    expect(distanceBetween(onPhone, place)).toBeGreaterThan(300)
    const receipt = await city.stranger().reportMatter({ body: { text: '路灯不亮', place: onPhone } })
    expect(receipt).toMatchObject({ area: { id: grid?.id }, located: 'inside' })
    const row = await stored(receipt.matterId)
    expect(row.place_given_in).toBe('gcj02')
    expect(distanceBetween({ longitude: row.longitude ?? 0, latitude: row.latitude ?? 0 }, place)).toBeLessThan(5)
  })

  test('given in CGCS-2000 is the same place', async () => {
    const receipt = await city.stranger().reportMatter({ body: { text: '路灯不亮', place: { ...place, coordinateSystem: 'cgcs2000' } } })
    expect(await stored(receipt.matterId)).toMatchObject({
      longitude: place.longitude,
      latitude: place.latitude,
      place_given_in: 'cgcs2000',
      area_id: grid?.id,
    })
  })

  test('by address alone is the smallest area named in it, or the desk at the top', async () => {
    const named = await city.stranger().reportMatter({ body: { text: '路灯不亮', address: '胶州市阜安街道大同社区3号楼' } })
    expect(named).toMatchObject({ located: 'by_address', area: { id: tree().byCode('370281001005')?.id } })
    const unnamed = await city.stranger().reportMatter({ body: { text: '路灯不亮', address: '一个没人知道的地方' } })
    expect(unnamed.located).toBe('by_address')
    const row = await stored(unnamed.matterId)
    expect(row).toMatchObject({ longitude: null, latitude: null, place_given_in: null, address: '一个没人知道的地方' })
    expect(row.holder_area_id).toBe(tree().deskOf(unnamed.area.id)?.id)
  })

  test('must be told somehow', async () => {
    await expect(city.stranger().reportMatter({ body: { text: '路灯不亮' } })).rejects.toMatchObject({
      problem: { status: 422, code: 'no_place' },
    })
  })
})

describe('a report', () => {
  test('with a category nobody knows is refused', async () => {
    await expect(city.stranger().reportMatter({ body: { text: '路灯不亮', place, categoryCode: 'X99' } })).rejects.toMatchObject({
      problem: { code: 'unknown_category' },
    })
  })

  test('takes the severity of its category', async () => {
    const categories = (await city.stranger().listCategories()).items
    for (const severity of ['urgent', 'ordinary'] as const) {
      const category = categories.find((each) => each.severity === severity && each.parentCode !== null)
      const { matterId } = await city.stranger().reportMatter({ body: { text: '路灯不亮', place, categoryCode: category?.code ?? '' } })
      expect(await stored(matterId)).toMatchObject({ severity, category_code: category?.code })
    }
  })

  test('of a resident is theirs, without a receipt code', async () => {
    const resident = await signInResident(city, '13922220001')
    const receipt = await resident.reportMatter({ body: { text: '楼道灯坏了', place } })
    expect(receipt.receiptCode).toBeNull()
    expect((await resident.listMatters({ query: {} })).items.map((item) => [item.id, item.source])).toEqual([
      [receipt.matterId, 'resident'],
    ])
    expect(await resident.getMatter({ params: { matterId: receipt.matterId } })).toMatchObject({
      isReporter: true,
      abilities: [{ action: 'withdraw' }, { action: 'remind' }],
      reporterPhoneMasked: null,
    })
    const another = await signInResident(city, '13922220002')
    await expect(another.getMatter({ params: { matterId: receipt.matterId } })).rejects.toMatchObject({ problem: { code: 'not_found' } })
  })

  test('of a desk for a caller comes with the code the caller can use', async () => {
    const desk = await city.as('community')
    const receipt = await desk.reportMatter({ body: { text: '来电反映停水', place, contactPhone: '13933330001' } })
    expect((await desk.getMatter({ params: { matterId: receipt.matterId } })).source).toBe('phone_call')
    const caller = city.stranger()
    await caller.signInByReceipt({ body: { receiptCode: receipt.receiptCode ?? '' } })
    expect(await caller.getMatter({ params: { matterId: receipt.matterId } })).toMatchObject({
      isReporter: true,
      reporterPhoneMasked: null,
    })
    expect((await caller.listMatters({ query: {} })).items).toHaveLength(1)
  })

  test('keeps the phone number encrypted, shows it masked to the desk and to nobody else', async () => {
    const { matterId, community: desk, handler } = await playToHandled(city)
    const row = await stored(matterId)
    expect(JSON.stringify(row)).not.toContain('13900001111')
    expect(city.keys.decrypt(row.contact_cipher ?? Buffer.alloc(0))).toBe('13900001111')
    expect((await desk.getMatter({ params: { matterId } })).reporterPhoneMasked).toBe('139****1111')
    for (const other of [handler, await city.as('supervisor'), await city.as('worker')]) {
      const seen = await other.getMatter({ params: { matterId } })
      expect(seen.reporterPhoneMasked).toBeNull()
      // Not the last four digits alone: an id may have them by chance.
      for (const number of ['13900001111', '139****1111']) expect(JSON.stringify(seen)).not.toContain(number)
      expect(seen.timeline[0]).toMatchObject({ action: 'report', actor: { role: 'reporter', name: null } })
    }
  })

  test('that is anonymous shows no number even to the desk', async () => {
    const { matterId } = await city
      .stranger()
      .reportMatter({ body: { text: '有人乱倒垃圾', place, contactPhone: '13933330002', anonymous: true } })
    expect(await (await city.as('community')).getMatter({ params: { matterId } })).toMatchObject({
      anonymous: true,
      reporterPhoneMasked: null,
    })
  })

  test('opens with its code alone, however it is typed', async () => {
    const { receiptCode, matterId } = await reportInShownGrid(city)
    for (const typed of [
      receiptCode ?? '',
      (receiptCode ?? '').toLowerCase(),
      (receiptCode ?? '').replaceAll('-', ''),
      ` ${(receiptCode ?? '').replaceAll('-', ' ')} `,
    ]) {
      expect(await city.stranger().signInByReceipt({ body: { receiptCode: typed } })).toMatchObject({ receiptMatterId: matterId })
    }
    const wrong = (receiptCode ?? '').replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    await expect(city.stranger().signInByReceipt({ body: { receiptCode: wrong } })).rejects.toMatchObject({
      problem: { code: 'wrong_receipt_code' },
    })
    const rows = await city.db.read.selectFrom('idempotency_keys').select('answer').execute()
    expect(JSON.stringify([await stored(matterId), rows])).not.toContain(receiptCode)
  })
})

describe('an honorary grid worker', () => {
  test('reports with their role and sees what a reporter sees, no more', async () => {
    const rider = await city.as('rider')
    const { matterId, receiptCode } = await rider.reportMatter({ body: { text: '路面有坑', place } })
    expect(receiptCode).toBeNull()
    expect(await rider.getMatter({ params: { matterId } })).toMatchObject({ source: 'honorary_worker', isReporter: true })
    expect(await stored(matterId)).toMatchObject({ source: 'honorary_worker' })
    const others = await reportInShownGrid(city)
    await expect(rider.getMatter({ params: { matterId: others.matterId } })).rejects.toMatchObject({ problem: { code: 'not_found' } })
    await expect(rider.solveOnSpot({ body: { text: '一', result: '二', place, categoryCode: 'E01-02' } })).rejects.toMatchObject({
      problem: { code: 'not_allowed' },
    })
    expect((await rider.joinMatter({ params: { matterId: others.matterId }, body: {} })).supporterCount).toBe(1)
  })
})

describe('solving on the spot', () => {
  const body = { text: '路边一堆树枝', result: '已清走', place, categoryCode: 'E01-02' }

  test('is for the grid worker in their own grid', async () => {
    const worker = await city.as('worker')
    const receipt = await worker.solveOnSpot({ body })
    expect(receipt).toMatchObject({ state: 'verified', version: 1, receiptCode: null, located: 'inside' })
    const seen = await worker.getMatter({ params: { matterId: receipt.matterId } })
    expect(seen).toMatchObject({ solvedOnSpot: true, publicAnswer: '已清走', holder: { areaId: community?.id }, source: 'grid_worker' })
    expect(seen.clocks).toMatchObject([{ kind: 'rate', stoppedAt: null }])
    expect(await worker.proveMatter({ params: { matterId: receipt.matterId } })).toMatchObject({ unbroken: true, alwaysHeld: true })
  })

  test('tells photos of before from those of after', async () => {
    const worker = await city.as('worker')
    const sender = { cookie: worker.cookie() }
    const files = [await uploadAndProcess(city, sender, await photo()), await uploadAndProcess(city, sender, await photo())]
    const { matterId } = await worker.solveOnSpot({ body: { ...body, fileIds: files.map(({ id }) => id), beforeCount: 1 } })
    const { files: seen } = await worker.getMatter({ params: { matterId } })
    expect(Object.fromEntries(seen.map(({ id, role }) => [id, role]))).toEqual({
      [files[0]?.id ?? '']: 'before',
      [files[1]?.id ?? '']: 'after',
    })
  })

  test('is refused elsewhere, to other posts and outside every boundary', async () => {
    const other = tree()
      .all()
      .find((area) => area.level === 'grid' && area.parentId !== community?.id)
    const worker = await city.as('worker')
    const otherWorker = await city.as(`worker-${other?.code}`)
    for (const client of [otherWorker, await city.as('community'), await city.as('supervisor'), await city.as('handler')])
      await expect(client.solveOnSpot({ body })).rejects.toMatchObject({ problem: { status: 422, code: 'not_in_your_grid' } })
    await expect(
      worker.solveOnSpot({ body: { ...body, place: { longitude: 119.5, latitude: 36.2, coordinateSystem: 'wgs84' } } }),
    ).rejects.toMatchObject({ problem: { code: 'not_in_your_grid' } })
  })

  test('of a reported matter stops its clocks and tells its reporter', async () => {
    const resident = await signInResident(city, '13922220003')
    const { matterId } = await resident.reportMatter({ body: { text: '井盖松动', place } })
    city.clock.advance(60_000)
    const worker = await city.as('worker')
    await expect(
      worker.solveReportedOnSpot({ params: { matterId }, body: { expectedVersion: 1, result: '已固定' } }),
    ).resolves.toMatchObject({ state: 'verified', dueAt: null })
    const seen = await resident.getMatter({ params: { matterId } })
    expect(seen.abilities).toEqual([{ action: 'rate', assignmentId: null, cardId: null }])
    expect(seen.clocks.map((clock) => [clock.kind, clock.stoppedAt !== null])).toEqual([
      ['accept', true],
      ['rate', false],
    ])
    expect((await resident.listNotices({ query: {} })).items.map((item) => item.event)).toContain('matter_solved_on_spot')
  })

  test('is sampled one time in twenty for a second look by the desk', () => {
    const random = seededRandom(7)
    const ids = seededIds(random.next)
    const now = new Date('2026-03-18T02:00:00Z')
    let sampled = 0
    for (let index = 0; index < 4000; index++) {
      const { writable } = prepareReport(
        testKeys,
        { ...worldAt(now), newId: () => ids.next(now) },
        { input: { text: '小事', place: inGrid, categoryCode: 'E01-02' }, solvedWith: '办好', actor: cast.worker, intention: null },
        '1',
      )
      expect((writable.change.notices ?? []).some((notice) => notice.event === 'spot_solution_sampled')).toBe(writable.after.sampled)
      if (writable.after.sampled) sampled += 1
    }
    expect(sampled / 4000).toBeGreaterThan(0.04)
    expect(sampled / 4000).toBeLessThan(0.06)
  })
})
