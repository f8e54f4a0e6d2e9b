import { noConditions, type RoutingDraft, type RoutingRule, type RoutingVersion } from '@linli/contract'
import { Empty, useProblemText } from '@linli/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, App, Button, Popconfirm } from 'antd'
import { useMemo, useState } from 'react'
import { api } from '../../../app/api.ts'
import { useMayChangeCity } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'
import { DiffList } from './diff-list.tsx'
import { moved } from './moved.ts'
import { Overtaken } from './overtaken.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { rulesDiff } from './rule-diff.ts'
import { RuleForm } from './rule-form.tsx'
import { RuleList } from './rule-list.tsx'
import { Trial } from './trial.tsx'
import { type DraftAtWork, draftKey, useDraft } from './use-draft.ts'

/** The rules being written: added, changed, moved and removed, checked at every saving, tried on the past and published. */
export function DraftEditor({ start, routing }: { start: RoutingDraft; routing: RoutingVersion }) {
  const say = useRulesTexts()
  const draft = useDraft(start)
  const mayPublish = useMayChangeCity()
  const discard = useDiscard()
  const [editing, setEditing] = useState<RoutingRule | null>(null)
  const [undone, setUndone] = useState<readonly (readonly RoutingRule[])[]>([])
  const [publishing, setPublishing] = useState(false)
  const { rules } = draft
  const changes = useMemo(() => rulesDiff(routing.rules, rules), [routing.rules, rules])
  const changed = new Map(changes.flatMap(({ what, after }) => (after ? [[after.rule.id, say(`routing.diff.${what}`)]] : [])))
  const change = (next: readonly RoutingRule[]) => {
    setUndone((before) => [...before, rules])
    draft.change(next)
  }
  const put = (rule: RoutingRule) => {
    const at = rules.findIndex((one) => one.id === rule.id)
    change(at < 0 ? [...rules, rule] : rules.with(at, rule))
    setEditing(null)
  }
  const isSaved = draft.state === 'saved' && draft.elsewhere === null
  const isRefused = draft.saved.findings.some((one) => one.weight === 'refuse')
  return (
    <>
      <div className="rules-title">
        <Button onClick={() => setEditing(newRule())}>{say('routing.add')}</Button>
        <Button
          disabled={undone.length === 0}
          onClick={() => {
            draft.change(undone.at(-1) ?? rules)
            setUndone(undone.slice(0, -1))
          }}
        >
          {say('routing.undo')}
        </Button>
        <SaveState draft={draft} />
        <span className="top-space" />
        <Popconfirm
          title={say('routing.discardSure')}
          okText={say('routing.discard')}
          cancelText={say('routing.keepDraft')}
          onConfirm={() => void discard()}
        >
          <Button type="text">{say('routing.discard')}</Button>
        </Popconfirm>
        {mayPublish && (
          <Button type="primary" disabled={!isSaved || isRefused || changes.length === 0} onClick={() => setPublishing(true)}>
            {say('routing.publish')}
          </Button>
        )}
      </div>
      {draft.elsewhere && (
        <Alert
          type="warning"
          showIcon
          className="form-alert"
          title={say('routing.elsewhere.title')}
          description={
            <>
              <p>{say('routing.elsewhere.hint')}</p>
              <DiffList before={draft.elsewhere.rules} after={rules} />
              <div className="form-buttons">
                <Button type="primary" onClick={draft.keepMine}>
                  {say('routing.elsewhere.mine')}
                </Button>
                <Button onClick={draft.takeTheirs}>{say('routing.elsewhere.theirs')}</Button>
              </div>
            </>
          }
        />
      )}
      <Overtaken basedOn={draft.saved.basedOn} routing={routing} />
      {isRefused && <Alert type="error" showIcon className="form-alert" title={say('routing.refused')} />}
      <p className="linli-quiet">{say('routing.draftHint', { count: changes.length, number: routing.number })}</p>
      {rules.length === 0 ? (
        <Empty text={say('routing.emptyDraft')} />
      ) : (
        <RuleList
          rules={rules}
          findings={draft.saved.findings}
          changed={changed}
          actions={{
            onMove: (from, to) => change(moved(rules, from, to)),
            onEdit: setEditing,
            onRemove: (rule) => change(rules.filter((one) => one.id !== rule.id)),
          }}
        />
      )}
      <Trial revision={draft.saved.revision} ready={isSaved} rules={rules} />
      <h2>{say('routing.changes', { number: routing.number })}</h2>
      <DiffList before={routing.rules} after={rules} />
      {editing && <RuleForm key={editing.id} rule={editing} onClose={() => setEditing(null)} onDone={put} />}
      {publishing && <PublishDialog draft={draft.saved} routing={routing} onClose={() => setPublishing(false)} />}
    </>
  )
}

function SaveState({ draft }: { draft: DraftAtWork }) {
  const say = useRulesTexts()
  const problemText = useProblemText()
  if (draft.elsewhere) return null
  return (
    <output className="linli-quiet linli-small" aria-live="polite">
      {draft.state === 'failed' ? (
        <>
          {problemText(draft.error)}{' '}
          <Button size="small" onClick={draft.again}>
            {say('routing.saveAgain')}
          </Button>
        </>
      ) : (
        say(draft.state === 'saved' ? 'routing.savedState' : 'routing.savingState')
      )}
    </output>
  )
}

function useDiscard(): () => Promise<void> {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const problemText = useProblemText()
  return async () => {
    try {
      await api.discardRoutingDraft()
      queries.setQueryData(draftKey, { draft: null })
      await navigate({ to: '/rules/routing', search: {} })
    } catch (error) {
      message.error(problemText(error))
    }
  }
}

function newRule(): RoutingRule {
  return {
    id: crypto.randomUUID(),
    conditions: noConditions,
    leadOrganisationId: '',
    coHandlerOrganisationIds: [],
    whistle: false,
    levelCode: null,
    severity: null,
    instruction: null,
  }
}
