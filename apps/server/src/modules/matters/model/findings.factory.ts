import type { Db } from '../../../platform/db.ts'
import { isPaused } from '../clocks.ts'
import { faultsOf } from '../faults.ts'
import { kinds } from '../kinds/index.ts'
import type { Matter } from '../matter.ts'
import { loadMatter } from '../matter.load.ts'
import { entryOf, proveMatter } from '../proof.ts'
import { findBreak, type SealedEntry } from '../timeline.ts'
import { difference } from './same.factory.ts'
import { hold } from './violation.factory.ts'

/** What the server has acknowledged and therefore owes an entry. */
export interface Owed {
  matterId: string
  action: string
  accountId: string | null
  /** Null where the answer names none. */
  version: number | null
}

/** A matter as it was last found. */
export interface Found {
  matter: Matter
  entries: SealedEntry[]
}

/** What one action writes into the timeline of another matter, or at the birth of one. */
const besides = new Set(['merge_in', 'merge_out', 'link', 'issue_task', 'report'])

/** What stands in the database about the matters of one sequence, held against what was acknowledged and against the rules. */
export class Findings {
  readonly #db: Db
  readonly found = new Map<string, Found>()

  constructor(db: Db) {
    this.#db = db
  }

  get matters(): Matter[] {
    return [...this.found.values()].map(({ matter }) => matter)
  }

  /** Reads a matter anew. Nothing about it may have changed without an entry. */
  async read(matterId: string, now: Date): Promise<Matter> {
    const { matter } = await loadMatter(this.#db, matterId, null, now)
    const before = this.found.get(matterId)
    hold(7, matter !== null && before !== undefined, () => `the matter ${matterId} is lost`)
    const changed = difference(stored(before.matter), stored(matter), everyId)
    hold(1, changed === null, () => `${matter.number} changed without an entry: ${changed}`)
    before.matter = matter
    return matter
  }

  /** Finds what has changed, and checks all of it. `byPlatform`: steps of the platform itself may be among it. */
  async inspect(owed: readonly Owed[], now: Date, byPlatform: boolean): Promise<void> {
    const open = [...owed]
    const ids = [...new Set([...this.found.keys(), ...owed.map(({ matterId }) => matterId)])]
    const rows = await this.#db.pool.query<{ id: string; version: number }>({
      name: 'model_versions',
      text: 'select id, version from matters where id = any($1::uuid[]) union select id, version from matters where parent_id = any($1::uuid[])',
      values: [ids],
    })
    for (const { id, version } of rows.rows) {
      const before = this.found.get(id)
      if (before?.matter.version === version) continue
      const entries = await this.#inspectMatter(id, before, now)
      for (const entry of entries) attribute(entry, open, owed, byPlatform)
    }
    hold(3, open.length === 0, () => `acknowledged, but not in the timeline: ${JSON.stringify(open)}`)
  }

  /** At the end everything is read once more from the start: nothing was edited, no notice stands alone, no key was used for a refusal. */
  async close(now: Date, keys: readonly { owner: string; key: string; acknowledged: boolean }[]): Promise<void> {
    for (const { matter, entries } of this.found.values()) {
      await this.read(matter.id, now)
      const proof = await proveMatter(this.#db.read, matter.id, matter.chainHead)
      hold(2, proof.unbroken && proof.entries === entries.length, () => `the chain of ${matter.number} is broken at ${proof.brokenAt}`)
    }
    const { rows: lone } = await this.#db.pool.query<{ event: string }>(
      `select n.event from notices n where n.matter_id = any($1::uuid[])
       and not exists (select 1 from timeline_entries e where e.matter_id = n.matter_id and e.at = n.at)`,
      [[...this.found.keys()]],
    )
    hold(1, lone.length === 0, () => `a notice without an entry: ${lone[0]?.event}`)
    const { rows: kept } = await this.#db.pool.query<{ key: string }>(
      'select k.key from idempotency_keys k join unnest($1::text[], $2::text[]) as asked (owner, key) on k.owner = asked.owner and k.key = asked.key',
      [keys.map(({ owner }) => owner), keys.map(({ key }) => key)],
    )
    const answered = new Set(kept.map(({ key }) => key))
    for (const { key, acknowledged } of keys)
      hold(
        3,
        answered.has(key) === acknowledged,
        () => `the key ${key} was ${acknowledged ? 'acknowledged, but not kept' : 'refused, but kept'}`,
      )
  }

  async #inspectMatter(id: string, before: Found | undefined, now: Date): Promise<SealedEntry[]> {
    const { matter } = await loadMatter(this.#db, id, null, now)
    hold(7, matter !== null, () => `the matter ${id} is lost`)
    const rows = await this.#db.read
      .selectFrom('timeline_entries')
      .selectAll()
      .where('matter_id', '=', id)
      .where('seq', '>', before?.matter.version ?? 0)
      .orderBy('seq')
      .execute()
    const added = rows.map(entryOf)
    const entries = [...(before?.entries ?? []), ...added]
    const last = entries.at(-1)
    const { number } = matter
    hold(
      1,
      last !== undefined && entries.length === matter.version,
      () => `${number} has ${entries.length} entries at version ${matter.version}`,
    )
    hold(1, last.toState === matter.state, () => `${number} is ${matter.state}, but its timeline says ${last.toState}`)
    const holder = JSON.stringify(matter.holder)
    hold(
      1,
      JSON.stringify(last.holder) === holder,
      () => `${number} is held by ${holder}, but its timeline says ${JSON.stringify(last.holder)}`,
    )
    hold(
      2,
      findBreak(entries) === null && last.hash.equals(matter.chainHead),
      () => `the chain of ${number} is broken at ${findBreak(entries)}`,
    )
    for (const entry of added)
      hold(1, isInTable(matter, entry), () => `${entry.action} led ${number} from ${entry.fromState} to ${entry.toState}`)
    const pressing = matter.clocks.filter((clock) => clock.kind !== 'rate' && clock.kind !== 'plan' && !isPaused(clock))
    const nearest = Math.min(...pressing.map((clock) => clock.dueAt.getTime()))
    hold(1, (matter.dueAt?.getTime() ?? Infinity) === nearest, () => `${number} is due ${matter.dueAt?.toISOString()}, but not its clocks`)
    const faults = faultsOf(matter)
    hold(7, faults.length === 0, () => `${number} in ${matter.state}: ${faults.join('; ')}`)
    this.found.set(id, { matter, entries })
    return added
  }
}

function attribute(entry: SealedEntry, open: Owed[], owed: readonly Owed[], byPlatform: boolean): void {
  const index = open.findIndex(
    (each) =>
      each.matterId === entry.matterId &&
      (each.version === null ? each.action === entry.action && each.accountId === entry.accountId : each.version === entry.seq),
  )
  const paid = open[index]
  if (paid) {
    hold(
      3,
      paid.action === entry.action && paid.accountId === entry.accountId,
      () => `${paid.action} was acknowledged, but the entry says ${entry.action}`,
    )
    open.splice(index, 1)
    return
  }
  const isPlatforms = byPlatform && entry.hat.role === 'system'
  const isBeside = besides.has(entry.action) && owed.some((each) => each.accountId === entry.accountId && each.matterId !== entry.matterId)
  hold(3, isPlatforms || isBeside, () => `nobody was acknowledged for the entry ${entry.seq} ${entry.action}`)
}

function isInTable(matter: Matter, entry: SealedEntry): boolean {
  const { edges, begin } = kinds[matter.kind]
  if (entry.fromState === null) return entry.seq === 1 && (begin === null ? true : begin.to === entry.toState)
  if (besides.has(entry.action) && entry.fromState === entry.toState) return true
  return edges.some(
    (edge) =>
      edge.action === entry.action &&
      (edge.from as readonly string[]).includes(entry.fromState ?? '') &&
      (edge.to as readonly string[]).includes(entry.toState),
  )
}

/** What is written of the matter itself: not how many children are open or who is in post. */
export function stored(matter: Matter): object {
  const { openChildren, hasGridWorker, chainHead, ...written } = matter
  void [openChildren, hasGridWorker]
  return { ...written, chainHead: chainHead.toString('hex') }
}

const everyId: ReadonlySet<string> = { has: () => true } as unknown as ReadonlySet<string>
