import type { LimitRow } from '@linli/contract'
import { api } from '../../../app/api.ts'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { useRuleChange } from '../parts/use-rule-change.ts'
import { limitsKey } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'
import { LimitEffect } from './limit-effect.tsx'
import { useClockName, useLimitWords } from './limit-words.tsx'

/** Ends a limit, after showing what that does to open matters. */
export function EndLimit({ limit, onClose }: { limit: LimitRow; onClose: () => void }) {
  const say = useRulesTexts()
  const clockName = useClockName()
  const words = useLimitWords()
  const change = useRuleChange<string>({
    call: (reason, idempotencyKey) =>
      api.endLimit({ params: { limitId: limit.id }, body: { expectedVersion: limit.version, reason }, idempotencyKey }),
    reads: [limitsKey],
    done: say('limits.endDone'),
    onDone: onClose,
  })
  return (
    <ReasonDialog
      title={say('limits.endTitle', { clock: clockName(limit.clock), limit: words(limit) })}
      confirm={say('end')}
      change={change}
      onClose={onClose}
    >
      <p>{say('limits.endHint')}</p>
      <LimitEffect limit={limit} after={null} />
    </ReasonDialog>
  )
}
