import type { Assignment, Matter } from '@linli/contract'
import { LightBadge, useSharedTexts, When } from '@linli/ui'
import type { ReactNode } from 'react'
import { useCategories } from '../../../parts/use-categories.ts'
import { useMattersTexts } from '../texts.ts'

/** The facts beside a matter: who has it, where, by when. */
export function MatterSide({ matter }: { matter: Matter }) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  const categories = useCategories()
  const located = matter.located === 'inside' ? null : say(`one.located.${matter.located}`)
  return (
    <aside className="panel-side">
      <section className="block">
        <dl className="facts">
          <Fact name={say('one.holder')}>
            <strong>{matter.holder.name ?? say('one.ended')}</strong>
          </Fact>
          {matter.promisedAt && (
            <Fact name={say('one.due')}>
              <When at={matter.promisedAt} due />
            </Fact>
          )}
          <Fact name={say('one.place')}>
            {matter.address ?? say('one.noAddress')}
            {located && <small>{located}</small>}
          </Fact>
          <Fact name={say('one.area')}>{[...matter.ancestors, matter.area].map((area) => area.name).join(' › ')}</Fact>
          <Fact name={say('one.category')}>{matter.categoryCode ? categories.pathOf(matter.categoryCode) : say('one.noCategory')}</Fact>
          <Fact name={say('one.reporter')}>
            {matter.anonymous ? say('one.anonymous') : (matter.reporterPhoneMasked ?? say('one.noPhone'))}
            <small>{shared(`sources.${matter.source}`)}</small>
          </Fact>
          <Fact name={say('one.reportedAt')}>
            <When at={matter.reportedAt} />
          </Fact>
        </dl>
      </section>
      {matter.assignments.length > 0 && (
        <section className="block">
          <h2>{say('one.assignments')}</h2>
          {matter.assignments.map((assignment) => (
            <AssignmentCard key={assignment.id} assignment={assignment} />
          ))}
        </section>
      )}
      {matter.clocks.length > 0 && <Clocks matter={matter} />}
    </aside>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function AssignmentCard({ assignment }: { assignment: Assignment }) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  return (
    <div className="assignment">
      <div className="assignment-head">
        <strong>{assignment.organisationName}</strong>
        <span className="linli-quiet">
          {shared(`assignmentParts.${assignment.part}`)} · {shared(`assignmentStates.${assignment.state}`)}
        </span>
      </div>
      {assignment.handlerName && <p>{say('one.handler', { name: assignment.handlerName })}</p>}
      {assignment.instruction && <p>{say('one.instruction', { words: assignment.instruction })}</p>}
      {assignment.result && <p>{say('one.result', { words: assignment.result })}</p>}
      {assignment.returnReason && <p>{say('one.returned', { reason: shared(`returnReasons.${assignment.returnReason}`) })}</p>}
    </div>
  )
}

function Clocks({ matter }: { matter: Matter }) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  const organisationOf = (assignmentId: string | null) =>
    matter.assignments.find((assignment) => assignment.id === assignmentId)?.organisationName
  return (
    <section className="block">
      <h2>{say('one.clocks')}</h2>
      <table className="clocks">
        <tbody>
          {matter.clocks.map((clock) => (
            <tr key={clock.kind + (clock.assignmentId ?? '') + clock.startedAt}>
              <th scope="row">
                {shared(`clocks.${clock.kind}`)}
                {organisationOf(clock.assignmentId) && <small>{organisationOf(clock.assignmentId)}</small>}
              </th>
              <td>
                <When at={clock.dueAt} due />
                {!clock.calendarAnnounced && <small>{say('one.notAnnounced')}</small>}
              </td>
              <td>{clock.stoppedAt ? <span className="linli-quiet">{say('one.stopped')}</span> : <LightBadge light={clock.light} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
