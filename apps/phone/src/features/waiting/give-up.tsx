import type { Outbox, OutboxItem } from '@linli/client/outbox'
import Button from 'antd-mobile/es/components/button'
import { Sheet } from '../../parts/sheet.tsx'
import { useWaitingTexts } from './texts.ts'

/** Asks before something that was typed is thrown away, and says honestly what may have happened already. */
export function GiveUp({
  item,
  outbox,
  dependents,
  onClose,
}: {
  item: OutboxItem
  outbox: Outbox
  dependents: number
  onClose: () => void
}) {
  const say = useWaitingTexts()
  return (
    <Sheet title={say('giveUp')} onClose={onClose}>
      <p>{say('giveUpSure')}</p>
      {item.mayHaveHappened && <p>{say('giveUpUncertain')}</p>}
      {dependents > 0 && <p>{say('giveUpMore', { count: dependents })}</p>}
      <Button block size="large" color="danger" onClick={() => void outbox.giveUp(item.id).then(onClose)}>
        {say('giveUpYes')}
      </Button>
      <Button block size="large" className="apart" onClick={onClose}>
        {say('giveUpNo')}
      </Button>
    </Sheet>
  )
}
