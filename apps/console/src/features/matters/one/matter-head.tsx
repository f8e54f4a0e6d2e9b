import type { Matter } from '@linli/contract'
import { CardBadge, LightBadge, stateName, stateSentence, useLanguage, useMinute, useSharedTexts } from '@linli/ui'
import { App, Button } from 'antd'
import { useMattersTexts } from '../texts.ts'

/** Where the matter stands: its state and light, what went wrong on the way, and in a sentence what the reporter is told. */
export function MatterHead({ matter }: { matter: Matter }) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const now = useMinute()
  const { message } = App.useApp()
  const copy = async () => {
    await navigator.clipboard.writeText(matter.number)
    message.success(say('one.copied'))
  }
  return (
    <>
      <div className="matter-head">
        <h1>{stateName(matter, shared, language)}</h1>
        {matter.kind !== 'event' && <span className="severity">{shared(`matterKinds.${matter.kind}`)}</span>}
        <LightBadge light={matter.light} />
        {matter.cardLevel && <CardBadge level={matter.cardLevel} />}
        {matter.kind === 'event' && (
          <span className={`severity severity-${matter.severity}`}>{shared(`severities.${matter.severity}`)}</span>
        )}
        {marksOf(matter).map(({ name, count, strong }) => (
          <span key={name} className={strong ? 'severity severity-complex' : 'severity'}>
            {say(`one.${name}`, { count })}
          </span>
        ))}
        <Button type="text" size="small" title={say('one.copyNumber')} onClick={() => void copy()}>
          {matter.number}
        </Button>
      </div>
      <p className="matter-sentence linli-quiet">{stateSentence(matter, shared, language, now)}</p>
    </>
  )
}

interface Mark {
  name: 'supporters' | 'rework' | 'reopened' | 'returnedTimes' | 'reminded' | 'spot'
  count: number
  strong: boolean
}

/** What makes this matter unlike others, as far as there is any of it. */
function marksOf(matter: Matter): Mark[] {
  const marks: Mark[] = [
    { name: 'supporters', count: matter.supporterCount, strong: false },
    { name: 'reminded', count: matter.remindCount, strong: true },
    { name: 'returnedTimes', count: times(matter, 'return'), strong: true },
    { name: 'rework', count: matter.reworkCount, strong: true },
    { name: 'reopened', count: reopenedTimes(matter), strong: true },
    { name: 'spot', count: matter.solvedOnSpot ? 1 : 0, strong: false },
  ]
  return marks.filter((mark) => mark.count > 0)
}

function times(matter: Matter, action: string): number {
  return matter.timeline.filter((entry) => entry.action === action).length
}

function reopenedTimes(matter: Matter): number {
  return Math.max(0, ...matter.timeline.map(({ content }) => (typeof content['reopenCount'] === 'number' ? content['reopenCount'] : 0)))
}
