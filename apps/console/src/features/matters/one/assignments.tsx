import type { Assignment, Matter } from '@linli/contract'
import { farAwayM, useSharedTexts, When } from '@linli/ui'
import { useMattersTexts } from '../texts.ts'

/** Who does what until when. */
export function Assignments({ matter }: { matter: Matter }) {
  const say = useMattersTexts()
  return (
    <section className="block">
      <h2>{say('one.assignments')}</h2>
      {matter.assignments.map((assignment) => (
        <AssignmentCard key={assignment.id} assignment={assignment} />
      ))}
    </section>
  )
}

function AssignmentCard({ assignment }: { assignment: Assignment }) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  const isOpen = assignment.state === 'dispatched' || assignment.state === 'claimed'
  return (
    <div className="entry" data-over={assignment.state === 'revoked' || assignment.state === 'returned'}>
      <div className="assignment-head">
        <strong>{assignment.organisationName}</strong>
        <span className="linli-quiet">
          {shared(`assignmentParts.${assignment.part}`)} · {shared(`assignmentStates.${assignment.state}`)}
        </span>
      </div>
      {isOpen && assignment.dueAt && (
        <p className="linli-quiet">
          {say('one.until')} <When at={assignment.dueAt} due />
        </p>
      )}
      {assignment.whistle && <Arrival assignment={assignment} />}
      {assignment.handlerName && <p>{say('one.handler', { name: assignment.handlerName })}</p>}
      {assignment.instruction && <p>{say('one.instruction', { words: assignment.instruction })}</p>}
      {assignment.result && <p>{say('one.result', { words: assignment.result })}</p>}
      {assignment.returnReason && <p>{say('one.returned', { reason: shared(`returnReasons.${assignment.returnReason}`) })}</p>}
    </div>
  )
}

/** Whether a whistled organisation has come, when, and how far from the place it signed in. */
function Arrival({ assignment }: { assignment: Assignment }) {
  const say = useMattersTexts()
  const { arrivedAt, arrivedDistanceM: distance } = assignment
  if (!arrivedAt) return <p>{say('one.whistle')}</p>
  return (
    <p>
      {say('one.arrived')} <When at={arrivedAt} />
      {distance !== null && <span className="linli-quiet"> {say('one.arrivedAway', { distance })}</span>}
      {distance !== null && distance > farAwayM && ' '}
      {distance !== null && distance > farAwayM && <span className="severity severity-complex">{say('one.far')}</span>}
    </p>
  )
}
