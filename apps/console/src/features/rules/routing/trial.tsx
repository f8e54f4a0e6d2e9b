import type { RoutingRule, RoutingTrial } from '@linli/contract'
import { useProblemText, useSharedTexts, When } from '@linli/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { routingKey } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'
import { TrialExamples, TrialMoves, TrialRules } from './trial-tables.tsx'

const tried = 1000

/** What the draft would have made of the last matters: how many would go to somebody else, from whom to whom, and which. */
export function Trial({ revision, ready, rules }: { revision: number; ready: boolean; rules: readonly RoutingRule[] }) {
  const say = useRulesTexts()
  const shared = useSharedTexts()
  const problemText = useProblemText()
  const [asked, setAsked] = useState<number | null>(null)
  const trial = useInfiniteQuery({
    enabled: asked !== null,
    queryKey: [...routingKey, 'trial', asked],
    queryFn: ({ pageParam }) =>
      api.tryRoutingDraft({ body: { revision: asked ?? 0, matters: tried, ...(pageParam && { after: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page: RoutingTrial) => page.examples.next,
    // Every trial is on record: it is asked for by hand and not by coming back to the window.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  })
  const first = trial.data?.pages[0]
  return (
    <section className="trial" aria-label={say('routing.trial.title')}>
      <div className="rules-title">
        <h2>{say('routing.trial.title')}</h2>
        <Button type="primary" ghost loading={trial.isFetching} disabled={!ready} onClick={() => setAsked(revision)}>
          {say(asked === null ? 'routing.trial.go' : 'routing.trial.again')}
        </Button>
        {first && asked !== revision && <span className="trial-old">{say('routing.trial.old')}</span>}
      </div>
      {asked === null && <p className="linli-quiet">{say('routing.trial.hint')}</p>}
      {trial.isError && <Alert type="error" showIcon title={problemText(trial.error)} />}
      {first && (
        <div aria-live="polite">
          <Summary trial={first} />
          {first.elsewhere > 0 && <TrialMoves moves={first.moves} hidden={first.examples.hidden} />}
          <TrialRules trial={first} rules={rules} />
          <TrialExamples items={trial.data?.pages.flatMap((page) => page.examples.items) ?? []} />
          {trial.hasNextPage && (
            <Button loading={trial.isFetchingNextPage} onClick={() => void trial.fetchNextPage()}>
              {shared('common.more')}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}

function Summary({ trial }: { trial: RoutingTrial }) {
  const say = useRulesTexts()
  const { examined, compared, elsewhere, notDispatched, withoutProposal, earliest, latest } = trial
  if (examined === 0) return <p>{say('routing.trial.nothing')}</p>
  const figures = [
    ['compared', compared],
    ['elsewhere', elsewhere],
    ['same', compared - elsewhere],
    ['notDispatched', notDispatched],
    ['withoutProposal', withoutProposal],
  ] as const
  return (
    <>
      <p>
        {say('routing.trial.examined', { count: examined })}{' '}
        {earliest !== null && latest !== null && (
          <span className="linli-quiet">
            (<When at={earliest} due /> – <When at={latest} due />)
          </span>
        )}
      </p>
      <dl className="rules-figures">
        {figures.map(([name, value]) => (
          <div key={name} data-strong={name === 'elsewhere'}>
            <dt>{say(`routing.trial.figures.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
