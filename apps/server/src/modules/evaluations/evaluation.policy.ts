import { type CycleMove, permissionsOfRole } from '@linli/contract'
import type { Actor } from '../access/index.ts'
import type { AreaTree } from '../areas/index.ts'
import { cycleEdges, type Side } from './cycle.workflow.ts'
import type { Cycle, Sheet } from './evaluation.ts'

type Subject = Pick<Sheet, 'areaId' | 'organisationId'>

/** Whether somebody reviews what is evaluated in an area: by a post there or above. */
export function reviews(actor: Actor, { areaPath }: { areaPath: string }): boolean {
  return actor.posts.some(
    (post) => post.areaPath !== null && permissionsOfRole[post.role].includes('evaluations.review') && areaPath.startsWith(post.areaPath),
  )
}

/** What somebody may move a cycle on by now. */
export function movesOf(actor: Actor, cycle: Cycle): CycleMove[] {
  return reviews(actor, cycle) ? cycleEdges.filter(({ from }) => from.includes(cycle.state)).map(({ move }) => move) : []
}

/** On which sides of a sheet somebody stands: reviewing it, or speaking for its subject by the desk or as its dispatcher. */
export function sidesOf(actor: Actor, cycle: Cycle, subject: Subject, areas: AreaTree): Side[] {
  const desk = subject.areaId === null ? null : areas.deskOf(subject.areaId)
  const speaksFor = actor.posts.some((post) =>
    subject.organisationId === null
      ? post.role === 'desk_clerk' && desk !== null && post.areaId === desk.id
      : post.role === 'dispatcher' && post.organisationId === subject.organisationId,
  )
  return [...(reviews(actor, cycle) ? (['reviewer'] as const) : []), ...(speaksFor ? (['subject'] as const) : [])]
}

/**
 * Whether somebody sees a subject's sheet: a reviewer always; its own people and those above it from the self-view on; from the
 * publicity on everybody who works in or above the areas concerned, or at an organisation that is evaluated.
 */
export function maySeeSheet(
  actor: Actor,
  cycle: Cycle,
  subject: Subject,
  { areas, subjects }: { areas: AreaTree; subjects: readonly Subject[] },
): boolean {
  if (reviews(actor, cycle)) return true
  if (cycle.state === 'drafted' || cycle.state === 'dropped') return false
  if (sidesOf(actor, cycle, subject, areas).includes('subject')) return true
  const path = subject.areaId === null ? null : (areas.get(subject.areaId)?.path ?? null)
  const reading = actor.posts.filter((post) => permissionsOfRole[post.role].includes('evaluations.read'))
  if (path !== null && reading.some((post) => post.areaPath !== null && path.startsWith(post.areaPath))) return true
  if (cycle.state !== 'publicity' && cycle.state !== 'awarded') return false
  return reading.some((post) =>
    post.organisationId === null
      ? post.areaPath !== null && (post.areaPath.startsWith(cycle.areaPath) || cycle.areaPath.startsWith(post.areaPath))
      : subjects.some(({ organisationId }) => organisationId === post.organisationId),
  )
}
