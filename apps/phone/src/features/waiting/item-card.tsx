import type { Outbox, OutboxItem } from '@linli/client/outbox'
import { clockAheadMs, When } from '@linli/ui'
import { useState } from 'react'
import { useActionName } from './action-name.ts'
import { GiveUp } from './give-up.tsx'
import { RefusedItem } from './refused-item.tsx'
import { useWaitingTexts } from './texts.ts'

/** One thing that was not sent yet: what it is, how it stands, and what can be done about it. */
export function ItemCard({
  item,
  outbox,
  behind,
  signedOut,
  dependents,
  tryNow,
}: {
  item: OutboxItem
  outbox: Outbox
  /** Another one on the same matter goes before it. */
  behind: boolean
  signedOut: boolean
  /** How many others need this one to have happened. */
  dependents: number
  tryNow: () => Promise<void>
}) {
  const say = useWaitingTexts()
  const nameOf = useActionName()
  const [asking, setAsking] = useState(false)
  const refused = item.state === 'refused'
  const state = refused
    ? 'refused'
    : behind
      ? 'behind'
      : signedOut && item.owner !== 'stranger'
        ? 'signedOut'
        : item.mayHaveHappened
          ? 'uncertain'
          : 'waiting'
  return (
    <section className="card" data-asks={refused} aria-label={`${nameOf(item.said.action)} ${item.said.words.slice(0, 30)}`}>
      <h2>{nameOf(item.said.action)}</h2>
      {!refused && item.said.words && <p className="words">{item.said.words}</p>}
      <p className="linli-quiet">
        {[item.said.matterNumber ?? say('newOne'), item.photos.length > 0 && say('photos', { count: item.photos.length })]
          .filter(Boolean)
          .join(' · ')}
        {' · '}
        {say('madeAt')} <When at={atServer(item.madeAt)} />
      </p>
      <p className={refused ? 'wrong' : 'hint'}>{say(`states.${state}`)}</p>
      {refused && <RefusedItem item={item} outbox={outbox} tryNow={tryNow} />}
      <button type="button" className="text-button" onClick={() => setAsking(true)}>
        {say('giveUp')}
      </button>
      {asking && <GiveUp item={item} outbox={outbox} dependents={dependents} onClose={() => setAsking(false)} />}
    </section>
  )
}

/** What the phone's clock said, told by the server's. */
function atServer(phoneMs: number): string {
  return new Date(phoneMs + clockAheadMs()).toISOString()
}
