import type { Matter } from '@linli/contract'
import { entrySentence, useSharedTexts, When } from '@linli/ui'
import type { ReactNode } from 'react'
import { useCategories } from '../../../parts/use-categories.ts'
import { useMattersTexts } from '../texts.ts'
import { Assignments } from './assignments.tsx'
import { Clocks } from './clocks.tsx'
import { Links } from './links.tsx'
import { MatterContext } from './matter-context.tsx'

/** The facts beside a matter: who has it, where, by when; below them what helps to decide about it. */
export function MatterSide({ matter }: { matter: Matter }) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  const categories = useCategories()
  const located = matter.located === 'inside' || matter.kind !== 'event' ? null : say(`one.located.${matter.located}`)
  const moved = whyDateMoved(matter, shared)
  const way = [...matter.ancestors, matter.area].map((area) => area.name)
  const holder = matter.holder.kind === 'reporter' ? say('one.reporterHas') : (matter.holder.name ?? say('one.ended'))
  return (
    <aside className="panel-side">
      <section className="block">
        <dl className="facts">
          <Fact name={say('one.holder')}>
            <strong>{holder}</strong>
          </Fact>
          {matter.desk.name !== holder && <Fact name={say('one.desk')}>{matter.desk.name}</Fact>}
          {matter.promisedAt && (
            <Fact name={say('one.due')}>
              <When at={matter.promisedAt} due />
              {moved && <small>{say('one.dueMoved', { why: moved })}</small>}
            </Fact>
          )}
          {matter.rateUntil && matter.state === 'verified' && (
            <Fact name={say('one.rateUntil')}>
              <When at={matter.rateUntil} due />
            </Fact>
          )}
          {(matter.address || matter.point || located) && (
            <Fact name={say('one.place')}>
              {matter.address ?? (matter.point ? say('one.noAddress') : '')}
              {located && <small>{located}</small>}
            </Fact>
          )}
          <Fact name={say('one.area')}>
            <span title={way.join(' › ')}>{way.slice(-3).join(' › ')}</span>
          </Fact>
          {matter.kind === 'event' && (
            <Fact name={say('one.category')}>{matter.categoryCode ? categories.pathOf(matter.categoryCode) : say('one.noCategory')}</Fact>
          )}
          {matter.kind === 'event' && (
            <Fact name={say('one.reporter')}>
              {matter.anonymous ? say('one.anonymous') : (matter.reporterPhoneMasked ?? say('one.noPhone'))}
              <small>{shared(`sources.${matter.source}`)}</small>
              {matter.supporterCount > 0 && <small>{say('one.supporters', { count: matter.supporterCount })}</small>}
            </Fact>
          )}
          <Fact name={say('one.reportedAt')}>
            <When at={matter.reportedAt} />
          </Fact>
        </dl>
      </section>
      {matter.links.length > 0 && <Links matter={matter} />}
      {matter.assignments.length > 0 && <Assignments matter={matter} />}
      {matter.clocks.length > 0 && <Clocks matter={matter} />}
      {matter.kind === 'event' && <MatterContext matter={matter} />}
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

/** What last moved the promised date, after it was first told on acceptance; null while it stands as first told. */
function whyDateMoved(matter: Matter, shared: ReturnType<typeof useSharedTexts>): string | null {
  const told = matter.timeline.filter((entry) => typeof entry.content['promisedAt'] === 'string')
  const [first] = told
  const last = told.findLast((entry, at) => entry.content['promisedAt'] !== told[at - 1]?.content['promisedAt'])
  return first && last && first.seq !== last.seq ? entrySentence(last, shared, matter.kind) : null
}
