import type { Matter } from '@linli/contract'
import {
  LightBadge,
  Loading,
  problemOf,
  QueryError,
  stateSentence,
  Timeline,
  useLanguage,
  useMinute,
  useSharedTexts,
  When,
} from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { api } from '../../app/api.ts'
import { Actions } from './actions.tsx'
import { RatingForm } from './rating-form.tsx'
import { useMatterTexts } from './texts.ts'

/** One matter: where it stands in a sentence, what I can do, and everything that happened. */
export function MatterPage() {
  const { matterId } = useParams({ from: '/matters/$matterId' })
  const matter = useQuery({ queryKey: ['matter', matterId], queryFn: () => api.getMatter({ params: { matterId } }) })
  if (matter.isPending) return <Loading />
  if (!matter.data)
    return problemOf(matter.error)?.code === 'not_signed_in' ? (
      <SignedOut error={matter.error} matterId={matterId} />
    ) : (
      <QueryError error={matter.error} onRetry={() => void matter.refetch()} />
    )
  return <Whole matter={matter.data} />
}

function Whole({ matter }: { matter: Matter }) {
  const say = useMatterTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const now = useMinute()
  return (
    <article>
      <section className="card lead" aria-live="polite">
        <div className="lead-head">
          <span className="linli-quiet linli-small">{matter.number}</span>
          <LightBadge light={matter.light} />
        </div>
        <h1>{stateSentence(matter, shared, language, now)}</h1>
        {matter.refusal && <p>{matter.refusal.words}</p>}
      </section>
      {matter.abilities.some((ability) => ability.action === 'rate') && <RatingForm matter={matter} />}
      <Actions matter={matter} />
      {matter.publicAnswer && (
        <section className="card">
          <h2>{say('answer')}</h2>
          <p className="words">{matter.publicAnswer}</p>
        </section>
      )}
      <Facts matter={matter} />
      <section className="card">
        <h2>{say('timeline')}</h2>
        <Timeline entries={matter.timeline} />
      </section>
    </article>
  )
}

function Facts({ matter }: { matter: Matter }) {
  const say = useMatterTexts()
  return (
    <section className="card">
      <h2>{say('said')}</h2>
      <p className="words">{matter.text}</p>
      <dl className="facts">
        <dt>{say('place')}</dt>
        <dd>
          {matter.address}
          <small>{[...matter.ancestors.slice(-2), matter.area].map((area) => area.name).join(' ')}</small>
        </dd>
        <dt>{say('holder')}</dt>
        <dd>{matter.holder.name ?? say('nobody')}</dd>
        {matter.promisedAt && matter.holder.kind !== 'none' && (
          <>
            <dt>{say('due')}</dt>
            <dd>
              <When at={matter.promisedAt} due />
            </dd>
          </>
        )}
        {matter.rating && (
          <>
            <dt>{say('rated')}</dt>
            <dd>
              {say(matter.rating.solved ? 'solved' : 'unsolved')} · {say('rate.starsOf', { count: matter.rating.stars })}
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}

function SignedOut({ error, matterId }: { error: unknown; matterId: string }) {
  const say = useMatterTexts()
  return (
    <>
      <QueryError error={error} />
      <Link to="/sign-in" search={{ next: `/matters/${matterId}` }} className="big-link">
        {say('signIn')}
      </Link>
      <Link to="/m" className="plain-link">
        {say('reopenCode')}
      </Link>
    </>
  )
}
