import type { Matter, TimelineEntry } from '@linli/contract'
import {
  CardBadge,
  LightBadge,
  Loading,
  problemOf,
  QueryError,
  stateSentence,
  Timeline,
  useLanguage,
  useMinute,
  useSharedTexts,
} from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { api } from '../../app/api.ts'
import { UnsentHere } from '../../outbox/unsent-here.tsx'
import { useKinds } from '../../parts/kinds.ts'
import { EntryPhotos } from '../../parts/photos/entry-photos.tsx'
import { Actions } from './actions.tsx'
import { Facts, Links } from './facts.tsx'
import { Join } from './join.tsx'
import { Question } from './question.tsx'
import { Rating } from './rating.tsx'
import { ReporterActions } from './reporter-actions.tsx'
import { useMatterTexts } from './texts.ts'

/** One matter: where it stands in a sentence, what I can do, and everything that happened. */
export function MatterPage() {
  const { matterId } = useParams({ from: '/matters/$matterId' })
  const matter = useQuery({ queryKey: ['matter', matterId], queryFn: () => api.getMatter({ params: { matterId } }) })
  if (matter.isPending) return <Loading />
  if (matter.data) return <Whole key={matterId} matter={matter.data} />
  const code = problemOf(matter.error)?.code
  if (code === 'not_signed_in') return <SignedOut matterId={matterId} />
  return (
    <>
      <QueryError error={matter.error} onRetry={() => void matter.refetch()} />
      {code === 'not_found' && <Join matterId={matterId} />}
    </>
  )
}

function Whole({ matter }: { matter: Matter }) {
  const say = useMatterTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const now = useMinute()
  useKinds()
  const question = matter.abilities.some((ability) => ability.action === 'answer')
  return (
    <article>
      <section className="card lead">
        <div className="lead-head">
          <span className="linli-quiet linli-small">{matter.number}</span>
          <span className="badges">
            {matter.cards.length > 0 && matter.cardLevel && <CardBadge level={matter.cardLevel} />}
            <LightBadge light={matter.light} />
          </span>
        </div>
        <h1 aria-live="polite">{stateSentence(matter, shared, language, now)}</h1>
        {matter.refusal?.words && <p className="words">{matter.refusal.words}</p>}
        {matter.isFollower && !matter.isReporter && <p className="hint">{say('following')}</p>}
        {!question && <ReporterActions matter={matter} />}
      </section>
      <UnsentHere matterId={matter.id} />
      {question && (
        <>
          <Question matter={matter} />
          <ReporterActions matter={matter} />
        </>
      )}
      <Links matter={matter} />
      <Rating matter={matter} />
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
        <Timeline entries={matter.timeline} kind={matter.kind} below={photosOf(matter)} />
      </section>
    </article>
  )
}

/** What came with each entry of the timeline. */
function photosOf({ files }: Matter) {
  return ({ seq }: TimelineEntry) => <EntryPhotos files={files.filter((file) => file.seq === seq)} />
}

function SignedOut({ matterId }: { matterId: string }) {
  const say = useMatterTexts()
  return (
    <>
      <h1>{say('signedOut')}</h1>
      <Link to="/sign-in" search={{ next: `/matters/${matterId}` }} className="big-link">
        {say('signIn')}
      </Link>
      <Link to="/m" className="plain-link">
        {say('reopenCode')}
      </Link>
      <Join matterId={matterId} />
    </>
  )
}
