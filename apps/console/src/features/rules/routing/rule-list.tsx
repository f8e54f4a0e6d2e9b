import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  DeleteOutlined,
  EditOutlined,
  HolderOutlined,
  StopOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import {
  conditionClauses,
  effectClauses,
  joinClauses,
  type RoutingFinding,
  routingFindingSentence,
  type RoutingNames,
  type RoutingRule,
} from '@linli/contract'
import { Button } from 'antd'
import type { DragEvent, KeyboardEvent } from 'react'
import { useRulesTexts } from '../texts.ts'
import { useReorder } from './use-reorder.ts'
import { useInLanguage, useRoutingNames } from './use-routing-names.ts'

/** What may be done to the rules of a draft. */
export interface RuleActions {
  onMove: (from: number, to: number) => void
  onEdit: (rule: RoutingRule) => void
  onRemove: (rule: RoutingRule) => void
}

/** The rules in order, each as a sentence, with what a check finds. Without actions it is for reading. */
export function RuleList({
  rules,
  findings,
  actions,
  changed,
}: {
  rules: readonly RoutingRule[]
  findings: readonly RoutingFinding[]
  actions?: RuleActions
  /** Rules that differ from those in force, by id, with the word for it. */
  changed?: ReadonlyMap<string, string>
}) {
  const say = useRulesTexts()
  const names = useRoutingNames(rules)
  const { list, dragging, over, drag, announce } = useReorder(actions?.onMove)
  return (
    <>
      <ol className="rule-list" ref={list} aria-label={say('routing.rules')}>
        {rules.map((rule, index) => (
          <li
            key={rule.id}
            className="rule"
            data-rule={rule.id}
            data-dragging={dragging === index}
            data-over={over === index && dragging !== index}
            {...(actions && drag.target(index))}
          >
            {actions && <Handle index={index} rule={rule} count={rules.length} drag={drag.handle(index)} onMove={drag.move} />}
            <span className="rule-place">{index + 1}</span>
            <RuleWords
              rule={rule}
              names={names}
              mark={changed?.get(rule.id)}
              findings={findings.filter((one) => one.ruleId === rule.id && one.position === index + 1)}
            />
            {actions && (
              <span className="rule-actions">
                <Button
                  type="text"
                  icon={<ArrowUpOutlined />}
                  aria-label={say('routing.up', { position: index + 1 })}
                  disabled={index === 0}
                  onClick={() => drag.move(index, index - 1)}
                />
                <Button
                  type="text"
                  icon={<ArrowDownOutlined />}
                  aria-label={say('routing.down', { position: index + 1 })}
                  disabled={index === rules.length - 1}
                  onClick={() => drag.move(index, index + 1)}
                />
                <Button
                  type="text"
                  icon={<EditOutlined />}
                  aria-label={say('routing.edit', { position: index + 1 })}
                  onClick={() => actions.onEdit(rule)}
                />
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={say('routing.remove', { position: index + 1 })}
                  onClick={() => actions.onRemove(rule)}
                />
              </span>
            )}
          </li>
        ))}
      </ol>
      <output className="linli-unseen" aria-live="assertive">
        {announce !== null && say('routing.movedTo', { position: announce + 1 })}
      </output>
    </>
  )
}

interface HandleDrag {
  draggable: boolean
  onDragStart: (event: DragEvent) => void
  onDragEnd: () => void
}

/** Dragged by the mouse; by the keyboard, the arrows move the rule. */
function Handle({
  index,
  rule,
  count,
  drag,
  onMove,
}: {
  index: number
  rule: RoutingRule
  count: number
  drag: HandleDrag
  onMove: (from: number, to: number) => void
}) {
  const say = useRulesTexts()
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: count - 1 }[event.key]
    if (to === undefined || to < 0 || to >= count) return
    event.preventDefault()
    onMove(index, to)
  }
  return (
    <button
      type="button"
      className="rule-handle"
      data-handle={rule.id}
      aria-label={say('routing.handle', { position: index + 1 })}
      title={say('routing.handleHint')}
      onKeyDown={onKeyDown}
      {...drag}
    >
      <HolderOutlined aria-hidden />
    </button>
  )
}

function RuleWords({
  rule,
  names,
  findings,
  mark,
}: {
  rule: RoutingRule
  names: RoutingNames
  findings: readonly RoutingFinding[]
  mark: string | undefined
}) {
  const say = useRulesTexts()
  const inLanguage = useInLanguage()
  return (
    <div className="rule-words">
      <RuleSentence rule={rule} names={names} />
      {mark && <span className="severity rule-mark">{mark}</span>}
      {findings.length > 0 && (
        <ul className="rule-findings">
          {findings.map((finding) => (
            <li key={finding.code + (finding.about ?? '')} data-weight={finding.weight}>
              {finding.weight === 'refuse' ? <StopOutlined aria-hidden /> : <WarningOutlined aria-hidden />}{' '}
              <strong>{say(`routing.weights.${finding.weight}`)}</strong> {inLanguage(routingFindingSentence(finding, names))}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** When …, then … . */
export function RuleSentence({ rule, names }: { rule: RoutingRule; names: RoutingNames }) {
  const say = useRulesTexts()
  const inLanguage = useInLanguage()
  const isAlways = conditionClauses(rule.conditions, names).length === 0
  return (
    <p className="rule-sentence">
      {!isAlways && <span className="rule-when">{say('routing.when')} </span>}
      {inLanguage(joinClauses(conditionClauses(rule.conditions, names)))}{' '}
      <span className="rule-arrow" aria-hidden>
        →
      </span>
      <span className="linli-unseen">{say('routing.follows')}</span> <strong>{inLanguage(joinClauses(effectClauses(rule, names)))}</strong>
    </p>
  )
}
