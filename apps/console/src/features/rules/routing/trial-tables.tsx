import type { RoutingRule, RoutingTrial } from '@linli/contract'
import { Link } from '@tanstack/react-router'
import { useMay } from '../../../app/session.ts'
import { useOrganisations } from '../../../parts/organisation-select.tsx'
import { useCategories } from '../../../parts/use-categories.ts'
import { useRulesTexts } from '../texts.ts'
import { RuleSentence } from './rule-list.tsx'
import { useRoutingNames } from './use-routing-names.ts'

/** From whom to whom matters would go, most first. */
export function TrialMoves({ moves, hidden }: { moves: RoutingTrial['moves']; hidden: number }) {
  const say = useRulesTexts()
  const nameOf = useOrganisationName()
  return (
    <>
      <table className="rules-table">
        <caption>{say('routing.trial.moves')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('routing.trial.before')}</th>
            <th scope="col">{say('routing.trial.after')}</th>
            <th scope="col">{say('routing.trial.count')}</th>
          </tr>
        </thead>
        <tbody>
          {moves.slice(0, 20).map(({ fromOrganisationId, toOrganisationId, count }) => (
            <tr key={fromOrganisationId + toOrganisationId}>
              <td>{nameOf(fromOrganisationId)}</td>
              <td>
                <span aria-hidden>→ </span>
                <strong>{nameOf(toOrganisationId)}</strong>
              </td>
              <td>{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && <p className="linli-quiet">{say('routing.trial.hidden', { count: hidden })}</p>}
    </>
  )
}

/** What each rule of the draft would have decided. */
export function TrialRules({ trial, rules }: { trial: RoutingTrial; rules: readonly RoutingRule[] }) {
  const say = useRulesTexts()
  const names = useRoutingNames(rules)
  const hit = trial.rules.filter((one) => one.hits > 0)
  return (
    <table className="rules-table">
      <caption>{say('routing.trial.perRule')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('routing.trial.rule')}</th>
          <th scope="col">{say('routing.trial.hits')}</th>
          <th scope="col">{say('routing.trial.elsewhere')}</th>
        </tr>
      </thead>
      <tbody>
        {hit.map((one) => {
          const rule = rules.find((each) => each.id === one.ruleId)
          return (
            <tr key={one.ruleId}>
              <td>
                <div className="trial-rule">
                  <span className="rule-place">{one.position}</span>
                  {rule && <RuleSentence rule={rule} names={names} />}
                </div>
              </td>
              <td>{one.hits}</td>
              <td>{one.elsewhere}</td>
            </tr>
          )
        })}
        <tr>
          <td className="linli-quiet">{say('routing.trial.byDefault')}</td>
          <td>{trial.byDefault.hits}</td>
          <td>{trial.byDefault.elsewhere}</td>
        </tr>
      </tbody>
    </table>
  )
}

/** Matters that would go elsewhere; a link for those who may open matters as well. */
export function TrialExamples({ items }: { items: RoutingTrial['examples']['items'] }) {
  const say = useRulesTexts()
  const mayOpen = useMay('matters.list')
  const categories = useCategories()
  const nameOf = useOrganisationName()
  if (items.length === 0) return null
  return (
    <table className="rules-table">
      <caption>{say('routing.trial.examples')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('routing.trial.number')}</th>
          <th scope="col">{say('limits.category')}</th>
          <th scope="col">{say('routing.trial.place')}</th>
          <th scope="col">{say('routing.trial.before')}</th>
          <th scope="col">{say('routing.trial.after')}</th>
          <th scope="col">{say('routing.trial.because')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.matterId}>
            <td>
              {mayOpen ? (
                <Link to="/desk" search={{ matter: item.matterId }}>
                  {item.number}
                </Link>
              ) : (
                item.number
              )}
            </td>
            <td>{item.categoryCode === null ? '—' : categories.pathOf(item.categoryCode)}</td>
            <td>{item.areaName}</td>
            <td>{nameOf(item.fromOrganisationId)}</td>
            <td>
              <strong>{nameOf(item.toOrganisationId)}</strong>
            </td>
            <td>{item.position === null ? say('routing.trial.byDefault') : say('routing.trial.byRule', { position: item.position })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function useOrganisationName(): (id: string) => string {
  const { data, nameOf } = useOrganisations()
  return (id) => {
    const organisation = data?.items.find((one) => one.id === id)
    return organisation ? nameOf(organisation) : '—'
  }
}
