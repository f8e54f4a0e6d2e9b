import type { Matter } from './matter.ts'

const day = 86_400_000

/** What the organisations and areas that somebody names are called where they play. */
export interface Named {
  lead: string
  helper: string
  other: string
  community: string
  street: string
}

const ofTheSmallWorld: Named = { lead: 'lead', helper: 'helper', other: 'other', community: 'community', street: 'street' }

/** What somebody says who takes this action; `chance` decides between the possibilities. `others` are matters that may be named. */
export function inputFor(
  action: string,
  chance: number,
  matter: Matter,
  now: Date,
  others: readonly Matter[] = [],
  named: Named = ofTheSmallWorld,
): object {
  const dated = (days: number) => new Date(now.getTime() + days * day).toISOString()
  const other = others[chance % Math.max(1, others.length)]?.id ?? matter.id
  const words = { words: '话' }
  switch (action) {
    case 'accept':
      return { categoryCode: 'E01-02', severity: severities[chance % 4] }
    case 'reclassify':
      return { ...words, categoryCode: 'E01-02', severity: severities[(severities.indexOf(matter.severity) + 1 + (chance % 3)) % 4] }
    case 'refuse':
      return { reason: 'other', words: '请联系物业' }
    case 'merge':
      return { mainMatterId: other }
    case 'link':
      return { otherMatterId: other, relation: chance % 2 === 0 ? 'related' : 'child' }
    case 'split':
      return { parts: [{ text: '另一件' }] }
    case 'resolve_place':
      return { areaId: matter.areaId, address: '某路 1 号' }
    case 'send_down':
      return { ...words, toAreaId: chance % 2 === 0 ? named.community : named.street }
    case 'dispatch':
      return dispatchFor(chance, matter, named)
    case 'return':
      return { reason: 'not_our_duty', words: '不属于我们' }
    case 'extend':
      return { ...words, days: 1 + (chance % 2) }
    case 'suspend':
      return { ...words, planDate: dated(1 + (chance % 60)) }
    case 'rule_return':
    case 'rule_extension':
    case 'rule_suspension':
      return { granted: chance % 3 !== 0 }
    case 'progress':
      return { ...words, visibility: chance % 2 === 0 ? 'public' : 'internal' }
    case 'finish':
      return { result: '已处理', publicAnswer: '已处理好' }
    case 'verify':
      return { passed: chance % 3 !== 0, note: '看过了' }
    case 'rate':
      return { solved: chance % 2 === 0, stars: 1 + (chance % 5) }
    case 'call_back':
      return chance % 3 === 0 ? { reached: false } : { reached: true, verdict: { solved: chance % 2 === 0, stars: 1 + (chance % 5) } }
    case 'solve_on_spot':
      return { result: '当场清理' }
    case 'supervise':
      return { level: (['ordinary', 'yellow', 'red'] as const)[chance % 3], instruction: '请抓紧' }
    default:
      return words
  }
}

const severities = ['ordinary', 'urgent', 'complex', 'major'] as const

/** Another lead now and then, helpers by whistle or with a limit of their own; a helper keeps its share when the lead gives back its own. */
function dispatchFor(chance: number, matter: Matter, named: Named): object {
  const lead = matter.state === 'in_progress' && chance % 2 === 0 ? named.other : named.lead
  const isFree = !matter.assignments.some(
    (each) => each.organisationId === named.helper && (each.state === 'dispatched' || each.state === 'claimed'),
  )
  const helpers = isFree && (chance % 3 !== 0 || matter.state === 'in_progress') ? [named.helper] : []
  const shares = helpers.map((organisationId) => ({
    organisationId,
    whistle: chance % 4 === 1,
    ...(chance % 5 === 2 && { limit: { amount: 2, unit: 'working_hours' } }),
  }))
  return { leadOrganisationId: lead, coHandlerOrganisationIds: helpers, shares }
}
