import type { RoutingDraft, RoutingVersion } from '@linli/contract'
import { Empty, useProblemText, When } from '@linli/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { useMay } from '../../../app/session.ts'
import { useRulesTexts } from '../texts.ts'
import { RuleList } from './rule-list.tsx'
import { draftKey } from './use-draft.ts'

/** The rules as desks are proposed by them today. */
export function InForce({ routing, draft }: { routing: RoutingVersion; draft: RoutingDraft | null }) {
  const say = useRulesTexts()
  const mayWrite = useMay('rules.write')
  const begin = useBeginDraft(routing)
  return (
    <>
      <div className="rules-title">
        <p className="linli-quiet">
          {routing.publishedAt === null ? (
            say('routing.neverPublished')
          ) : (
            <>
              {say('routing.publishedBy', { name: routing.publishedBy ?? say('routing.cityBegan') })} <When at={routing.publishedAt} />
              {routing.note && ` · ${routing.note}`}
            </>
          )}
        </p>
        <span className="top-space" />
        {mayWrite && (
          <Button type="primary" loading={begin.pending} onClick={() => begin.go(draft)}>
            {say(draft ? 'routing.goOn' : 'routing.begin')}
          </Button>
        )}
      </div>
      <p className="linli-quiet">{say('routing.firstWins')}</p>
      {routing.rules.length === 0 ? <Empty text={say('routing.empty')} /> : <RuleList rules={routing.rules} findings={routing.findings} />}
    </>
  )
}

/** Opens the draft, after making one from the rules in force when there is none. */
export function useBeginDraft(routing: RoutingVersion) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const [pending, setPending] = useState(false)
  const go = async (draft: RoutingDraft | null) => {
    setPending(true)
    try {
      if (!draft) {
        const made = await api.saveRoutingDraft({ body: { revision: 0, basedOn: routing.number, note: '', rules: routing.rules } })
        queries.setQueryData(draftKey, { draft: made })
      }
      await navigate({ to: '/rules/routing', search: { show: 'draft' } })
    } catch (error) {
      message.error(problemText(error))
      await queries.invalidateQueries({ queryKey: draftKey })
    } finally {
      setPending(false)
    }
  }
  return { pending, go: (draft: RoutingDraft | null) => void go(draft) }
}
