import type { LimitUnit, Severity } from '@linli/contract'
import type { LimitRule } from './limits.ts'

/** Codes of the categories a city begins with; 消防设施 (12) and everything from 14 on is no cover. */
const coversInTheRoad = [
  'C01-01',
  'C01-02',
  'C01-03',
  'C01-04',
  'C01-05',
  'C01-06',
  'C01-07',
  'C01-08',
  'C01-09',
  'C01-10',
  'C01-11',
  'C01-13',
]
/** Burst pipes for water, gas and heating, blocked drains, standing water. */
const burstsAndFloods = ['E04-02', 'E04-03', 'E04-04', 'E04-05', 'E04-06']
const exposedRubbish = ['E01-02']
const dirtyStreet = ['E01-04']
/** Trees, beds and lawns with what guards them; statues, benches and fountains are no greenery. */
const greenery = ['C04-01', 'C04-02', 'C04-03', 'C04-04', 'C04-05', 'C04-08', 'C04-09']
const roadDamage = ['E01-10']
const illegalBuilding = ['E01-01']

/**
 * What a city begins with: the defaults of domain.md §3, then what cities allow for single categories. All of it is data a
 * city changes.
 */
export const defaultLimits: readonly LimitRule[] = [
  general('accept', null, 2, 'working_hours'),
  general('accept', 'urgent', 30, 'minutes'),
  general('dispatch', null, 4, 'working_hours'),
  general('dispatch', 'urgent', 30, 'minutes'),
  general('claim', null, 1, 'working_days'),
  general('claim', 'urgent', 1, 'hours'),
  general('arrive', null, 1, 'working_days'),
  general('arrive', 'urgent', 2, 'hours'),
  general('handle', 'urgent', 1, 'days'),
  general('handle', 'ordinary', 3, 'working_days'),
  general('handle', 'complex', 7, 'days'),
  general('handle', 'major', 30, 'days'),
  general('verify', null, 1, 'working_days'),
  general('rate', null, 7, 'days'),
  general('supervision', null, 2, 'working_days'),
  // The reporter's time to answer a question.
  general('answer', null, 5, 'working_days'),
  // A desk's time to rule on a return, an extension or a suspension.
  general('rule', null, 4, 'working_hours'),
  general('rule', 'urgent', 30, 'minutes'),
  // The most one extension may grant: as much again as the limit for handling.
  general('extend', 'urgent', 1, 'days'),
  general('extend', 'ordinary', 3, 'working_days'),
  general('extend', 'complex', 7, 'days'),
  general('extend', 'major', 30, 'days'),

  // An urgent matter does not wait for the morning, so what cities give in working hours is counted round the clock for it.
  ...of(coversInTheRoad, 'arrive', 'urgent', 30, 'minutes'),
  ...of(coversInTheRoad, 'handle', 'urgent', 6, 'hours'),
  ...of(burstsAndFloods, 'handle', null, 4, 'working_hours'),
  ...of(burstsAndFloods, 'handle', 'urgent', 4, 'hours'),
  ...of(exposedRubbish, 'handle', null, 4, 'working_hours'),
  ...of(dirtyStreet, 'handle', null, 2, 'working_hours'),
  ...of(greenery, 'handle', null, 5, 'working_days'),
  ...of(roadDamage, 'handle', null, 7, 'days'),
  ...of(illegalBuilding, 'arrive', null, 4, 'working_hours'),
  ...of(illegalBuilding, 'handle', null, 7, 'working_days'),
  ...of(illegalBuilding, 'handle', 'complex', 20, 'working_days'),
  ...of(illegalBuilding, 'handle', 'major', 20, 'working_days'),
]

function general(clock: string, severity: Severity | null, amount: number, unit: LimitUnit): LimitRule {
  return { clock, severity, amount, unit, categoryCode: null, areaClass: null }
}

function of(categoryCodes: readonly string[], clock: string, severity: Severity | null, amount: number, unit: LimitUnit): LimitRule[] {
  return categoryCodes.map((categoryCode) => ({ ...general(clock, severity, amount, unit), categoryCode }))
}
