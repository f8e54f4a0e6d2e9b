import type { TestCity } from '../../testing/test-city.ts'

/** A place inside a grid of the community whose clerk and grid worker have the short demo names. */
export async function placeInShownGrid(city: TestCity): Promise<{ longitude: number; latitude: number; coordinateSystem: 'wgs84' }> {
  const tree = city.matters.books.areas.get()
  const row = await city.db.read
    .selectFrom('posts as p')
    .innerJoin('accounts as a', 'a.id', 'p.account_id')
    .innerJoin('area_boundaries as b', 'b.area_id', 'p.area_id')
    .select(['b.geometry', 'p.area_id'])
    .where('a.login_name', '=', 'worker')
    .executeTakeFirstOrThrow()
  const ring = (row.geometry as { coordinates: [number, number][][] }).coordinates[0] ?? []
  // Between opposite corners until a point lies inside: grids need not be convex.
  for (const [index, corner] of ring.entries()) {
    for (const other of ring.slice(index + 2)) {
      const [longitude, latitude] = [(corner[0] + other[0]) / 2, (corner[1] + other[1]) / 2]
      const found = tree.locate(longitude, latitude)
      if (found?.how === 'inside' && found.area.id === row.area_id) return { longitude, latitude, coordinateSystem: 'wgs84' }
    }
  }
  throw new Error('no point inside the grid')
}

/** A fresh report without an account in that grid. */
export async function reportInShownGrid(city: TestCity) {
  return city
    .stranger()
    .reportMatter({ body: { text: '楼道里堆满了旧家具，老人出不来', place: await placeInShownGrid(city), contactPhone: '13900001111' } })
}

/** A matter reported, accepted, dispatched, claimed and finished by city management. */
export async function playToHandled(city: TestCity) {
  const [community, handler, worker] = await Promise.all([city.as('community'), city.as('handler'), city.as('worker')])
  const report = await reportInShownGrid(city)
  const { matterId } = report
  await community.acceptMatter({ params: { matterId }, body: { expectedVersion: 1, categoryCode: 'E01-02', severity: 'ordinary' } })
  const organisations = (await community.listOrganisations()).items
  const lead = organisations.find((each) => each.code === 'city-management')
  const sent = await community.dispatchMatter({
    params: { matterId },
    body: { expectedVersion: 2, leadOrganisationId: lead?.id ?? '', instruction: '请尽快清理' },
  })
  const assignmentId = sent.assignmentIds[0] ?? ''
  await handler.claimAssignment({ params: { matterId, assignmentId }, body: { expectedVersion: 3 } })
  await handler.finishAssignment({
    params: { matterId, assignmentId },
    body: { expectedVersion: 4, result: '已清运', publicAnswer: '楼道已清理干净' },
  })
  return { report, community, handler, worker, matterId, assignmentId }
}
