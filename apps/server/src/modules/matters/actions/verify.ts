import type { BodyOf, verifyMatter } from '@linli/contract'
import { distanceBetween, toWgs84Point } from '../../areas/index.ts'
import { deskOfMatter, running, startClock, tellOrganisation, tellReporter } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import { heldByArea, heldByOrganisation, nobody } from '../matter.ts'
import { leadOf } from './assignments.ts'

type Input = BodyOf<typeof verifyMatter>

/** Someone has gone and looked: it is done, or it goes back to the lead. Where they stood is compared, never a hindrance. */
export const verify: Decide<Input> = ({ matter, input, context }) => {
  const distanceM = distanceFromPlace(matter, input)
  const content = { passed: input.passed, note: input.note, ...(distanceM !== null && { distanceM }) }
  if (input.passed) {
    return {
      to: 'verified',
      set: { holder: heldByArea(deskOfMatter(context, matter)), verifiedAt: context.now },
      stopClocks: running(matter, 'verify'),
      startClocks: [startClock(context, matter, 'rate')],
      notices: tellReporter(context, matter, 'matter_to_rate'),
      entry: { visibility: 'public', content },
    }
  }
  const lead = leadOf(matter)
  return {
    to: 'in_progress',
    set: { holder: lead ? heldByOrganisation(lead.organisationId) : nobody, handledAt: null, reworkCount: matter.reworkCount + 1 },
    setAssignments: lead ? [{ ...lead, state: 'claimed', finishedAt: null }] : [],
    stopClocks: running(matter, 'verify'),
    startClocks: [startClock(context, matter, 'handle')],
    notices: lead ? [tellOrganisation(context, lead.organisationId, 'matter_to_rework')] : [],
    entry: { visibility: 'public', content },
  }
}

/** Metres between where the verifier stood and the matter's place; null when either is unknown. */
function distanceFromPlace(matter: { longitude: number | null; latitude: number | null }, input: Input): number | null {
  if (!input.place || matter.longitude === null || matter.latitude === null) return null
  const stood = toWgs84Point(input.place)
  return Math.round(distanceBetween(stood, { longitude: matter.longitude, latitude: matter.latitude }))
}
