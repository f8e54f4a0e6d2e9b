import type { BodyOf, verifyMatter } from '@linli/contract'
import { running, startClock } from '../clocks.ts'
import type { Decide } from '../kinds/kind.ts'
import { heldByArea, heldByOrganisation } from '../matter.ts'
import { tellFollowers, tellOrganisation } from '../telling.ts'
import { leadOf } from './assignments.ts'
import { distanceFromPlace } from './distance.ts'
import { deskClock } from './moves.ts'

/** From here the screens flag that somebody verified from afar; it is never a hindrance. */
const farAwayM = 500

/** Someone has gone and looked: it is done, or it goes back to the lead. Where they stood is compared, never a hindrance. */
export const verify: Decide<BodyOf<typeof verifyMatter>> = ({ matter, input, context }) => {
  const distanceM = distanceFromPlace(matter, input.place)
  const content = {
    passed: input.passed,
    note: input.note,
    ...(distanceM !== null && { distanceM, ...(distanceM > farAwayM && { farAway: true }) }),
  }
  if (input.passed) {
    const rating = startClock(context, matter, 'rate')
    return {
      to: 'verified',
      set: { holder: heldByArea(matter.deskAreaId), verifiedAt: context.now, rateUntil: rating.dueAt },
      stopClocks: running(matter, 'verify'),
      startClocks: [rating],
      notices: tellFollowers(context, matter, 'matter_to_rate', { rateUntil: rating.dueAt.toISOString() }),
      entry: { visibility: 'public', content },
    }
  }
  const lead = leadOf(matter)
  const handling = startClock(context, matter, 'handle')
  const promisedAt = handling.dueAt.toISOString()
  return {
    to: lead ? 'in_progress' : 'accepted',
    set: {
      holder: lead ? heldByOrganisation(lead.organisationId) : heldByArea(matter.deskAreaId),
      handledAt: null,
      promisedAt: handling.dueAt,
      reworkCount: matter.reworkCount + 1,
    },
    setAssignments: lead ? [{ ...lead, state: 'claimed', finishedAt: null, dueAt: handling.dueAt }] : [],
    stopClocks: running(matter, 'verify'),
    startClocks: [handling, ...(lead ? [] : [deskClock(context, matter, matter.deskAreaId, 'dispatch')])],
    notices: [
      ...(lead ? [tellOrganisation(context, matter, lead.organisationId, 'matter_to_rework')] : []),
      ...tellFollowers(context, matter, 'date_moved', { promisedAt, because: 'rework' }),
    ],
    entry: { visibility: 'public', content: { ...content, promisedAt } },
  }
}
