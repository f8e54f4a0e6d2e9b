import { act } from './fire-due.ts'
import type { MatterTools } from './matter.tools.ts'

const page = 500

/**
 * Counts the clocks of every open matter anew after a limit or a calendar has changed (domain.md §3). Only matters whose
 * dates move get an entry that says why. May run twice: the second time nothing moves. Returns how many moved.
 */
export function recomputeClocks(tools: MatterTools, because: string): Promise<number> {
  return recompute(tools, because, (after) =>
    tools.db.read
      .selectFrom('matters')
      .select('id')
      .where('closed_at', 'is', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(page)
      .execute(),
  )
}

/**
 * Counts anew what was counted into a year whose holidays nobody knew. They come with a newer version of the product or by a
 * rule keeper's hand; until then nothing moves. Returns how many moved.
 */
export function recomputeUnannounced(tools: MatterTools): Promise<number> {
  return recompute(tools, 'calendar_changed', (after) =>
    tools.db.read
      .selectFrom('clocks')
      .select('matter_id as id')
      .distinct()
      .where('calendar_announced', '=', false)
      .where('stopped_at', 'is', null)
      .where('matter_id', '>', after)
      .orderBy('matter_id')
      .limit(page)
      .execute(),
  )
}

async function recompute(tools: MatterTools, because: string, next: (after: string) => Promise<{ id: string }[]>): Promise<number> {
  let moved = 0
  let after = '00000000-0000-0000-0000-000000000000'
  while (true) {
    const found = await next(after)
    for (const { id } of found) if (await act(tools, 'recompute', id, { because }, tools.clock.now())) moved += 1
    if (moved > 0) tools.wakeup.signal('matters')
    const last = found.at(-1)
    if (!last || found.length < page) return moved
    after = last.id
  }
}
