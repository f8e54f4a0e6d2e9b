import type { Matter } from '@linli/contract'
import { formatDue, stateName, useLanguage, useMinute, useSharedTexts, When } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import { lastMove } from './date-moves.ts'
import { areaNames } from '../../parts/place/area-names.ts'
import { useMatterTexts } from './texts.ts'

/** What was said and where, who has it, the date and why it moved, who else has met it. */
export function Facts({ matter }: { matter: Matter }) {
  const say = useMatterTexts()
  const shared = useSharedTexts()
  return (
    <section className="card">
      <h2>{say('said')}</h2>
      {matter.text ? <p className="words">{matter.text}</p> : <p className="hint">{say('notYours')}</p>}
      <dl className="facts">
        <dt>{say('place')}</dt>
        <dd>
          {matter.address ?? areaNames(matter.ancestors, matter.area.name)}
          {matter.address !== null && <small>{areaNames(matter.ancestors, matter.area.name)}</small>}
        </dd>
        <dt>{say('holder')}</dt>
        <dd>{holderOf()}</dd>
        <Dates matter={matter} />
        {matter.supporterCount > 0 && (
          <>
            <dt>{say('supporters')}</dt>
            <dd>{say('supporterCount', { count: matter.supporterCount })}</dd>
          </>
        )}
        {matter.rating && (
          <>
            <dt>{say(`ratedBy.${matter.rating.givenBy}`)}</dt>
            <dd>
              {say(matter.rating.solved ? 'solved' : 'unsolved')} · {say('rate.starsOf', { count: matter.rating.stars })}
              {matter.rating.reasons.length > 0 && (
                <small>{matter.rating.reasons.map((reason) => shared(`ratingReasons.${reason}`)).join(shared('timeline.comma'))}</small>
              )}
            </dd>
          </>
        )}
      </dl>
    </section>
  )

  function holderOf(): string {
    if (matter.holder.kind === 'reporter') return say(matter.isReporter ? 'holderYou' : 'holderReporter')
    if (matter.state === 'merged') return say('holderMain')
    return matter.holder.name ?? say('nobody')
  }
}

/** The promised date while somebody works, and when it moved, what it was before and why; while suspended, when it goes on. */
function Dates({ matter }: { matter: Matter }) {
  const say = useMatterTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const now = useMinute()
  const plan = matter.clocks.find((clock) => clock.kind === 'plan' && clock.stoppedAt === null)
  if (plan)
    return (
      <>
        <dt>{say('plan')}</dt>
        <dd>
          <When at={plan.dueAt} due />
        </dd>
      </>
    )
  if (!matter.promisedAt || matter.holder.kind === 'none' || matter.verifiedAt !== null) return null
  const move = lastMove(matter.timeline)
  return (
    <>
      <dt>{say('due')}</dt>
      <dd>
        <When at={matter.promisedAt} due />
        {move && (
          <small>{say('moved', { from: formatDue(move.from, language, now).text, because: shared(`dateReasons.${move.because}`) })}</small>
        )}
      </dd>
    </>
  )
}

/** The matter this one was merged into, and the others that belong to it, as far as one may see them. */
export function Links({ matter }: { matter: Matter }) {
  const say = useMatterTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const main = matter.links.find((link) => link.relation === 'main')
  const others = matter.links.filter((link) => link !== main)
  return (
    <>
      {main && (
        <section className="card lead">
          <p>{say('merged')}</p>
          <Link to="/matters/$matterId" params={{ matterId: main.id }} className="big-link">
            {say('openMain', { number: main.number })}
          </Link>
        </section>
      )}
      {others.length > 0 && (
        <section className="card">
          <h2>{say('links')}</h2>
          {others.map((link) => (
            <Link key={link.id + link.relation} to="/matters/$matterId" params={{ matterId: link.id }} className="row-link">
              <span>{shared(`linkRelations.${link.relation}`)}</span> {link.number} · {stateName(link, shared, language)}
            </Link>
          ))}
        </section>
      )}
    </>
  )
}
