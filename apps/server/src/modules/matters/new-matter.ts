import type { MatterKind, MatterSource } from '@linli/contract'
import type { TreeArea } from '../areas/index.ts'
import { type DecisionContext, deskOfPlace } from './decision-context.ts'
import { heldByArea, type Matter } from './matter.ts'
import { noOutcome } from './outcome.ts'
import { chainStart } from './timeline.ts'

interface Unborn {
  kind: MatterKind
  text: string
  source: MatterSource
  area: Pick<TreeArea, 'id' | 'path'>
}

/** What only actions set: as it is on the first day of every matter. */
export const untouched = () =>
  ({
    acceptedAt: null,
    handledAt: null,
    verifiedAt: null,
    closedAt: null,
    promisedAt: null,
    dueAt: null,
    yellowAt: null,
    reworkCount: 0,
    returnCount: 0,
    reopenCount: 0,
    solvedOnSpot: false,
    sampled: false,
    refusalReason: null,
    refusalWords: null,
    publicAnswer: null,
    resumeState: null,
    appealedAt: null,
    mergedIntoId: null,
    parentId: null,
    rateUntil: null,
    remindCount: 0,
    remindedAt: null,
    followerIds: [],
    supporterCount: 0,
    cardLevel: null,
    form: {},
    private: false,
    substanceVersion: 0,
    assignments: [],
    clocks: [],
    requests: [],
    cards: [],
    openChildren: 0,
    linkedIds: [],
    outcome: noOutcome,
  }) satisfies Partial<Matter>

/** A matter before its first change: without a number, at the desk of its area. */
export function unborn(context: DecisionContext, { kind, text, source, area }: Unborn): Matter {
  const deskAreaId = deskOfPlace(context, area.id)
  return {
    id: context.newId(),
    number: '',
    kind,
    state: '',
    version: 0,
    chainHead: chainStart,
    text,
    address: null,
    categoryCode: null,
    severity: 'ordinary',
    source,
    anonymous: false,
    reporterAccountId: null,
    hasReceipt: false,
    hasContact: false,
    longitude: null,
    latitude: null,
    located: 'by_address',
    areaId: area.id,
    areaPath: area.path,
    deskAreaId,
    deskAreaPath: context.areas.get(deskAreaId)?.path ?? '',
    holder: heldByArea(deskAreaId),
    organisationIds: [],
    reportedAt: context.now,
    ...untouched(),
    hasGridWorker: false,
  }
}
