import { act } from './fire-due.ts'
import type { MatterTools } from './matter.tools.ts'

const page = 500

/**
 * Counts the clocks of every open matter anew after a limit or a calendar has changed (domain.md §3). Only matters whose
 * dates move get an entry that says why. May run twice: the second time nothing moves. Returns how many moved.
 */
export async function recomputeClocks(tools: MatterTools, because: string): Promise<number> {
  let moved = 0
  let after = '00000000-0000-0000-0000-000000000000'
  while (true) {
    const open = await tools.db.read
      .selectFrom('matters')
      .select('id')
      .where('closed_at', 'is', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(page)
      .execute()
    for (const { id } of open) if (await act(tools, 'recompute', id, { because }, tools.clock.now())) moved += 1
    if (moved > 0) tools.wakeup.signal('matters')
    const last = open.at(-1)
    if (!last || open.length < page) return moved
    after = last.id
  }
}
