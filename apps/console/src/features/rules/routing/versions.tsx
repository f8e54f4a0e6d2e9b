import type { RoutingDraft, RoutingVersionHead } from '@linli/contract'
import { Empty, Loading, problemOf, QueryError, useProblemText, When } from '@linli/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Popconfirm } from 'antd'
import { api } from '../../../app/api.ts'
import { useMay } from '../../../app/session.ts'
import { routingKey } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'
import { DiffList } from './diff-list.tsx'
import { useVersion } from './overtaken.tsx'
import { RuleList } from './rule-list.tsx'
import { draftKey } from './use-draft.ts'

/** Every version, newest first, with what it changed; an older one can be taken back as a draft. */
export function Versions({ chosen, inForce, draft }: { chosen: number | undefined; inForce: number; draft: RoutingDraft | null }) {
  const say = useRulesTexts()
  const heads = useQuery({ queryKey: [...routingKey, 'versions'], queryFn: () => api.listRoutingVersions() })
  if (heads.isPending) return <Loading />
  if (heads.isError) return <QueryError error={heads.error} onRetry={() => void heads.refetch()} />
  const { items } = heads.data
  if (items.length === 0) return <Empty text={say('routing.neverPublished')} />
  const open = items.find((head) => head.number === chosen) ?? items[0]
  return (
    <div className="versions">
      <ul className="plain-list" aria-label={say('routing.versions')}>
        {items.map((head) => (
          <li key={head.number}>
            <Link
              to="/rules/routing"
              search={{ show: 'versions', version: head.number }}
              className="list-button"
              aria-current={head.number === open?.number ? 'page' : undefined}
              activeProps={{}}
            >
              <strong>{say('routing.version', { number: head.number })}</strong>{' '}
              {head.number === inForce && <span className="severity">{say('routing.nowInForce')}</span>}
              <small>{head.note}</small>
              <small className="linli-quiet">
                {head.publishedBy ?? say('routing.cityBegan')}
                {head.publishedAt !== null && (
                  <>
                    {' · '}
                    <When at={head.publishedAt} />
                  </>
                )}
                {' · '}
                {say('routing.ruleCount', { count: head.ruleCount })}
              </small>
            </Link>
          </li>
        ))}
      </ul>
      {open && <Version key={open.number} head={open} draft={draft} />}
    </div>
  )
}

function Version({ head, draft }: { head: RoutingVersionHead; draft: RoutingDraft | null }) {
  const say = useRulesTexts()
  const mayWrite = useMay('rules.write')
  const version = useVersion(head.number)
  const previous = useVersion(head.number - 1)
  const takeBack = useTakeBack(head.number, draft)
  if (version.isPending || previous.isLoading) return <Loading />
  if (version.isError) return <QueryError error={version.error} onRetry={() => void version.refetch()} />
  const button = <Button {...(!draft && { onClick: () => void takeBack() })}>{say('routing.takeBack', { number: head.number })}</Button>
  return (
    <article>
      <div className="rules-title">
        <h2>{say('routing.version', { number: head.number })}</h2>
        {mayWrite &&
          (draft ? (
            <Popconfirm
              title={say('routing.takeBackSure')}
              okText={say('routing.replaceDraft')}
              cancelText={say('routing.keepDraft')}
              onConfirm={() => void takeBack()}
            >
              {button}
            </Popconfirm>
          ) : (
            button
          ))}
      </div>
      <h3>{say('routing.whatChanged')}</h3>
      {head.number === 1 ? (
        <p className="linli-quiet">{say('routing.firstVersion')}</p>
      ) : (
        <DiffList before={previous.data?.rules ?? []} after={version.data.rules} />
      )}
      <h3>{say('routing.rules')}</h3>
      <RuleList rules={version.data.rules} findings={[]} />
    </article>
  )
}

function useTakeBack(number: number, draft: RoutingDraft | null): () => Promise<void> {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const problemText = useProblemText()
  return async () => {
    try {
      const taken = await api.takeBackRoutingVersion({ params: { number }, body: { revision: draft?.revision ?? 0 } })
      queries.setQueryData(draftKey, { draft: taken })
      await navigate({ to: '/rules/routing', search: { show: 'draft' } })
    } catch (error) {
      message.error(problemText(error))
      // Saved elsewhere meanwhile: the next try is about what is there now.
      if (problemOf(error)?.code === 'draft_changed') await queries.invalidateQueries({ queryKey: draftKey })
    }
  }
}
