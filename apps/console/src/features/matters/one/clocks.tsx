import { PauseCircleFilled } from '@ant-design/icons'
import type { Matter } from '@linli/contract'
import { clockName, LightBadge, useSharedTexts, When } from '@linli/ui'
import { useMattersTexts } from '../texts.ts'

/** Every limit with its light: running ones first, then those that are done. */
export function Clocks({ matter }: { matter: Matter }) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  const whoseIs = (id: string | null) =>
    matter.assignments.find((assignment) => assignment.id === id)?.organisationName ?? matter.cards.find((card) => card.id === id)?.to
  const open = (clock: Matter['clocks'][number]) => clock.stoppedAt === null
  return (
    <section className="block">
      <h2>{say('one.clocks')}</h2>
      <table className="clocks">
        <tbody>
          {matter.clocks
            .toSorted((a, b) => Number(open(b)) - Number(open(a)))
            .map((clock) => (
              <tr key={clock.kind + (clock.assignmentId ?? '') + clock.startedAt}>
                <th scope="row">
                  {clockName(clock.kind, shared)}
                  {whoseIs(clock.assignmentId) && <small>{whoseIs(clock.assignmentId)}</small>}
                </th>
                <td>
                  <When at={clock.dueAt} due />
                  {clock.extendedDays > 0 && <small>{say('one.extended', { days: clock.extendedDays })}</small>}
                  {!clock.calendarAnnounced && open(clock) && <small>{say('one.notAnnounced')}</small>}
                </td>
                <td>
                  {clock.stoppedAt ? (
                    <span className="linli-quiet">
                      {say('one.stopped')}
                      {clock.light === 'red' && <LightBadge light="red" quiet />}
                    </span>
                  ) : clock.paused ? (
                    <span className="linli-light linli-card-ordinary">
                      <PauseCircleFilled aria-hidden /> {say('one.paused')}
                    </span>
                  ) : (
                    <LightBadge light={clock.light} />
                  )}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}
