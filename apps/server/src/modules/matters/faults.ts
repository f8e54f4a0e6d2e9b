import { isPaused } from './clocks.ts'
import { kinds } from './kinds/index.ts'
import type { Assignment, Matter } from './matter.ts'

/**
 * What is wrong with a matter as it stands, by the rules that always hold (domain.md §2): nothing, ever. Doctor, the model
 * test and the property tests all ask here.
 */
export function faultsOf(matter: Matter): string[] {
  const state = kinds[matter.kind].states[matter.state]
  if (!state) return [`the state ${matter.state} is none of ${matter.kind}`]
  return [...(state.ended ? faultsOfEnded(matter) : faultsOfOpen(matter)), ...faultsOfClocks(matter), ...faultsOfShares(matter)]
}

function faultsOfEnded(matter: Matter): string[] {
  const faults: string[] = []
  if (matter.holder.areaId !== null || matter.holder.organisationId !== null) faults.push('it has ended, but somebody holds it')
  if (matter.closedAt === null) faults.push('it has ended, but not when')
  if (matter.clocks.some((clock) => !isPaused(clock))) faults.push('it has ended, but a clock runs')
  if (matter.requests.length > 0) faults.push('it has ended, but a request waits')
  if (matter.state === 'merged' && matter.mergedIntoId === null) faults.push('it is merged, but into nothing')
  return faults
}

function faultsOfOpen(matter: Matter): string[] {
  const faults: string[] = []
  const { holder } = matter
  if ((holder.areaId === null) === (holder.organisationId === null)) faults.push('it is open, but not held by exactly one')
  if (matter.closedAt !== null) faults.push('it is open, but bears a date of closing')
  for (const group of kinds[matter.kind].states[matter.state]?.clocks ?? []) {
    if (!matter.clocks.some((clock) => group.includes(clock.kind) && !isPaused(clock)))
      faults.push(`no clock ${group.join(' or ')} runs in ${matter.state}`)
  }
  if (!kinds[matter.kind].edges.some((edge) => edge.from.includes(matter.state) && !edge.aside)) faults.push(`${matter.state} has no exit`)
  return faults
}

function faultsOfClocks(matter: Matter): string[] {
  const faults: string[] = []
  for (const clock of matter.clocks) {
    if (clock.yellowAt > clock.dueAt) faults.push(`the clock ${clock.kind} turns yellow after it is due`)
    if (isPaused(clock) && clock.nextAt !== null) faults.push(`the clock ${clock.kind} is paused, but something is to happen`)
    if (!isPaused(clock) && clock.step < 2 && clock.nextAt === null) faults.push(`the clock ${clock.kind} runs, but nothing will happen`)
  }
  const names = matter.clocks.map((clock) => `${clock.kind} ${clock.assignmentId}`)
  if (new Set(names).size < names.length) faults.push('a clock runs twice')
  for (const request of matter.requests)
    if (!matter.clocks.some((clock) => clock.kind === 'rule' && clock.assignmentId === request.assignmentId))
      faults.push('a request waits without a clock')
  for (const card of matter.cards)
    if (!matter.clocks.some((clock) => clock.kind === 'supervision' && clock.assignmentId === card.id))
      faults.push('a card waits without a clock')
  return faults
}

function faultsOfShares(matter: Matter): string[] {
  const faults: string[] = []
  const open = matter.assignments.filter(isOpen)
  if (new Set(open.map((assignment) => assignment.organisationId)).size < open.length) faults.push('an organisation has two open shares')
  if (open.filter((assignment) => assignment.part === 'lead').length > 1) faults.push('two organisations lead')
  if (matter.assignments.some((assignment) => !matter.organisationIds.includes(assignment.organisationId)))
    faults.push('an organisation has a share but may not see the matter')
  if (matter.requests.some((request) => !open.some((assignment) => assignment.id === request.assignmentId)))
    faults.push('a request waits for a share that is over')
  return faults
}

function isOpen(assignment: Assignment): boolean {
  return assignment.state === 'dispatched' || assignment.state === 'claimed'
}
