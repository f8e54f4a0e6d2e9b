import { running } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import { nobody } from '../matter.ts'

/** The time for rating has passed. */
export const close: Decide<unknown> = ({ matter, context }) => ({
  to: 'closed',
  set: { holder: nobody, closedAt: context.now },
  stopClocks: running(matter, 'rate'),
  entry: { visibility: 'public', content: { because: 'rating_window_over' } },
})
