import type { RoutingRule } from '@linli/contract'
import { Tag } from 'antd'
import { useRulesTexts } from '../texts.ts'
import { RuleSentence } from './rule-list.tsx'
import { rulesDiff } from './rule-diff.ts'
import { useRoutingNames } from './use-routing-names.ts'

/** What differs between two lists of rules, as sentences; of a changed rule both are told. */
export function DiffList({ before, after }: { before: readonly RoutingRule[]; after: readonly RoutingRule[] }) {
  const say = useRulesTexts()
  const names = useRoutingNames([...before, ...after])
  const changes = rulesDiff(before, after)
  if (changes.length === 0) return <p className="linli-quiet">{say('routing.diff.same')}</p>
  return (
    <ul className="diff-list">
      {changes.map(({ what, before: was, after: is }) => {
        const shown = is ?? was
        return (
          shown && (
            <li key={shown.rule.id}>
              <Tag>{say(`routing.diff.${what}`)}</Tag>
              <span className="linli-quiet">
                {was && is && was.position !== is.position
                  ? say('routing.diff.places', { from: was.position, to: is.position })
                  : say('routing.diff.place', { position: shown.position })}
              </span>
              {what === 'changed' && was && (
                <div className="diff-before">
                  <span className="linli-quiet">{say('routing.diff.before')}</span>
                  <RuleSentence rule={was.rule} names={names} />
                </div>
              )}
              {what === 'changed' && <span className="linli-quiet">{say('routing.diff.after')}</span>}
              <RuleSentence rule={shown.rule} names={names} />
            </li>
          )
        )
      })}
    </ul>
  )
}
