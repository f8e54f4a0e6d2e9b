import { problemOf, useProblemText } from '@linli/ui'
import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { useRulesTexts } from '../texts.ts'
import type { RuleChange } from './use-rule-change.ts'

/** One thing two people have said differently. */
export interface Difference {
  label: string
  theirs: ReactNode
  yours: ReactNode
}

const none: readonly Difference[] = []

/** What went wrong with a change. When somebody else was faster: what the rule says now, beside what was typed. */
export function ChangeProblem({ change, differences = none }: { change: RuleChange<never>; differences?: readonly Difference[] }) {
  const say = useRulesTexts()
  const problemText = useProblemText()
  const code = problemOf(change.error)?.code
  if (code === 'not_signed_in') return null
  if (change.overtaken)
    return (
      <Alert
        type="warning"
        showIcon
        className="form-alert"
        title={say('conflict.title')}
        description={
          <>
            <p>{say('conflict.hint')}</p>
            {differences.length > 0 && <BothSides differences={differences} />}
          </>
        }
      />
    )
  if (!change.error) return null
  return <Alert type="error" showIcon className="form-alert" title={problemText(change.error)} />
}

function BothSides({ differences }: { differences: readonly Difference[] }) {
  const say = useRulesTexts()
  return (
    <table className="both-sides">
      <thead>
        <tr>
          <th scope="col">
            <span className="linli-unseen">{say('conflict.field')}</span>
          </th>
          <th scope="col">{say('conflict.theirs')}</th>
          <th scope="col">{say('conflict.yours')}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ label, theirs, yours }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{theirs}</td>
            <td>{yours}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
