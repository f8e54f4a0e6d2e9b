import { fireDue } from './fire-due.ts'
import { placeInShownGrid } from './matter.factory.ts'
import type { TestCity } from '../../testing/test-city.ts'

type Client = Awaited<ReturnType<TestCity['as']>>

/** The people of the shown community, signed in once, and what they do most. */
export async function openStage(city: TestCity) {
  const names = ['community', 'street', 'worker', 'handler', 'supervisor', 'handler-housing'] as const
  const clients = await Promise.all(names.map(async (name) => [name, await city.as(name)] as const))
  const people = Object.fromEntries(clients) as Record<(typeof names)[number], Client>
  const place = await placeInShownGrid(city)
  const organisations = (await people.community.listOrganisations()).items
  const idOf = (code: string) => organisations.find((each) => each.code === code)?.id ?? ''

  /** The version a clerk sees now. */
  const version = async (matterId: string, client: Client = people.community) => (await client.getMatter({ params: { matterId } })).version

  return {
    people,
    place,
    idOf,
    version,
    /** Somebody without an account reports; the client holds the receipt. */
    async report(text = '路灯不亮') {
      const client = city.stranger()
      const { matterId, receiptCode } = await client.reportMatter({ body: { text, place, contactPhone: '13900001111' } })
      await client.signInByReceipt({ body: { receiptCode: receiptCode ?? '' } })
      return { matterId, receiptCode: receiptCode ?? '', reporter: client }
    },
    async accept(matterId: string, severity: 'ordinary' | 'urgent' | 'complex' | 'major' = 'ordinary') {
      const expectedVersion = await version(matterId)
      return people.community.acceptMatter({ params: { matterId }, body: { expectedVersion, categoryCode: 'L-06', severity } })
    },
    /** Accepted, dispatched to city management and claimed. Answers the id of its share. */
    async claim(matterId: string) {
      await this.accept(matterId)
      const sent = await people.community.dispatchMatter({
        params: { matterId },
        body: { expectedVersion: await version(matterId), leadOrganisationId: idOf('city-management') },
      })
      const assignmentId = sent.assignmentIds[0] ?? ''
      await people.handler.claimAssignment({ params: { matterId, assignmentId }, body: { expectedVersion: sent.version } })
      return assignmentId
    },
    async verify(matterId: string) {
      const assignmentId = await this.claim(matterId)
      const expectedVersion = await version(matterId)
      const params = { matterId, assignmentId }
      const done = await people.handler.finishAssignment({ params, body: { expectedVersion, result: '已修', publicAnswer: '已修好' } })
      return people.worker.verifyMatter({ params, body: { expectedVersion: done.version, passed: true, note: '看过了' } })
    },
    /** The matter as it is kept. */
    row: (matterId: string) => city.db.read.selectFrom('matters').selectAll().where('id', '=', matterId).executeTakeFirstOrThrow(),
    runningClocks: (matterId: string) =>
      city.db.read
        .selectFrom('clocks')
        .select(['kind', 'due_at', 'pauses', 'step', 'next_at'])
        .where('matter_id', '=', matterId)
        .where('stopped_at', 'is', null)
        .orderBy('kind')
        .execute(),
    fire: () => fireDue(city.matters),
  }
}

/** The refusal's code. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'none'
  } catch (error) {
    return (error as { problem?: { code: string } }).problem?.code ?? String(error)
  }
}
