import type { Assignment, Matter, OpenRequest } from '@linli/contract'
import { formatDue, LightBadge, useLanguage, useMinute, useSharedTexts, When } from '@linli/ui'
import { formatDistance } from '../../parts/distance.ts'
import { useMatterTexts } from './texts.ts'

/** One organisation's share: what was asked of it, by when, whether it was whistled and came, and what waits for a ruling. */
export function AssignmentLines({ matter, assignment }: { matter: Matter; assignment: Assignment }) {
  const say = useMatterTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  return (
    <>
      <p className="assignment-head">
        <strong>
          {say('assignment', { part: shared(`assignmentParts.${assignment.part}`), organisation: assignment.organisationName })}
        </strong>
        <LightBadge light={lightOf(matter, assignment)} />
      </p>
      {assignment.instruction && <p className="words">{say('instruction', { words: assignment.instruction })}</p>}
      {assignment.dueAt && assignment.finishedAt === null && (
        <p className="linli-quiet">
          {say('until')} <When at={assignment.dueAt} due />
        </p>
      )}
      {assignment.whistle && (
        <p className={assignment.arrivedAt ? 'linli-quiet' : 'whistle'}>
          {assignment.arrivedAt === null ? (
            say('whistled')
          ) : (
            <>
              {say('arrivedAt')} <When at={assignment.arrivedAt} />
              {assignment.arrivedDistanceM !== null &&
                ` · ${say('act.distance', { distance: formatDistance(assignment.arrivedDistanceM, language) })}`}
            </>
          )}
        </p>
      )}
      {matter.requests
        .filter((request) => request.assignmentId === assignment.id)
        .map((request) => (
          <Waiting key={request.id} request={request} />
        ))}
    </>
  )
}

/** What was asked for and has not been ruled on. */
function Waiting({ request }: { request: OpenRequest }) {
  const say = useMatterTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const now = useMinute()
  const asked = {
    return: say('request.return', { reason: request.reason ? shared(`returnReasons.${request.reason}`) : '' }),
    extend: say('request.extend', { days: request.askedDays ?? '' }),
    suspend: say('request.suspend', { date: request.planDate ? formatDue(request.planDate, language, now).text : '' }),
  }[request.kind]
  return (
    <div className="request">
      <p>
        <strong>{asked}</strong>
      </p>
      <p>{say('request.waits', { area: request.toArea.name })}</p>
      <p className="linli-quiet words">{request.words}</p>
    </div>
  )
}

/** The light of its own limit, or of the matter's where it has none of its own. */
function lightOf(matter: Matter, assignment: Assignment) {
  const running = matter.clocks.filter((clock) => clock.stoppedAt === null && !clock.paused)
  const own = running.filter((clock) => clock.assignmentId === assignment.id)
  const lights = (own.length > 0 ? own : running.filter((clock) => clock.kind === 'handle')).map((clock) => clock.light)
  return (['red', 'yellow', 'green'] as const).find((light) => lights.includes(light)) ?? 'none'
}
