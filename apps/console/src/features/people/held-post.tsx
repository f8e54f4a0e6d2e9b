import type { HeldPost } from '@linli/contract'
import { useLanguage, useSharedTexts, When } from '@linli/ui'
import { Radio, Tag } from 'antd'
import { useState } from 'react'
import { useKinds } from '../../parts/use-kinds.ts'
import { PersonSelect } from './person-select.tsx'
import { usePeopleTexts } from './texts.ts'
import { PlaceOfPost } from './use-people.tsx'

/** To whom a post's work goes: back to the place, to somebody, or not chosen yet. */
export type Receiver = 'place' | 'unchosen' | { accountId: string }

/** Where nobody would be left somebody has to be chosen; otherwise it goes back to the place. */
export function receiverAtFirst(held: HeldPost): Receiver {
  return held.needsSuccessor ? 'unchosen' : 'place'
}

/** One post of somebody who leaves: what hangs on it, and who takes over. */
export function HeldPostBlock({
  held,
  leaverId,
  receiver,
  onChoose,
}: {
  held: HeldPost
  leaverId: string
  receiver: Receiver
  onChoose: (receiver: Receiver) => void
}) {
  const say = usePeopleTexts()
  const shared = useSharedTexts()
  const [another, setAnother] = useState(held.needsSuccessor)
  const chosen = typeof receiver === 'object' ? receiver.accountId : undefined
  const name = `${shared(`roles.${held.post.role}`)} · ${held.post.areaName ?? held.post.organisationName ?? ''}`
  return (
    <section className="held-post" aria-label={name}>
      <h3>
        {shared(`roles.${held.post.role}`)} · <PlaceOfPost post={held.post} />
      </h3>
      <p>
        {held.held > 0 ? say('leave.holds', { count: held.held }) : say('leave.holdsNothing')}
        {held.waiting > 0 && <span className="linli-quiet"> {say('leave.waiting', { count: held.waiting })}</span>}
      </p>
      {held.work.length > 0 && <Work held={held} />}
      <Radio.Group
        aria-label={say('leave.to', { post: name })}
        value={another ? 'another' : (chosen ?? 'place')}
        onChange={({ target }) => {
          const value = target.value as string
          setAnother(value === 'another')
          onChoose(value === 'another' ? 'unchosen' : value === 'place' ? 'place' : { accountId: value })
        }}
      >
        {!held.needsSuccessor && <Radio value="place">{say(held.post.areaId === null ? 'leave.toPool' : 'leave.toDesk')}</Radio>}
        {held.colleagues.map((one) => (
          <Radio key={one.accountId} value={one.accountId}>
            {one.displayName} <span className="linli-quiet">{shared(`roles.${one.role}`)}</span>
          </Radio>
        ))}
        <Radio value="another">{say('leave.toAnother')}</Radio>
      </Radio.Group>
      {another && (
        <div className="held-successor">
          <PersonSelect
            label={say('leave.successor', { post: name })}
            without={leaverId}
            {...(chosen && { value: chosen })}
            onChange={(accountId) => onChoose({ accountId })}
          />
        </div>
      )}
      {held.needsSuccessor && <p className="held-needed">{say('leave.needsSuccessor')}</p>}
    </section>
  )
}

/** Numbers, kinds and dates; what the matters are about is no administrator's business. */
function Work({ held }: { held: HeldPost }) {
  const say = usePeopleTexts()
  const language = useLanguage()
  const { data: kinds } = useKinds()
  return (
    <details className="held-work">
      <summary>{say('leave.list')}</summary>
      <ul>
        {held.work.map((one) => (
          <li key={one.matterId}>
            <span>{one.number}</span>
            <span>{kinds?.find(({ kind }) => kind === one.kind)?.[language]}</span>
            <span>{one.dueAt && <When at={one.dueAt} due />}</span>
            <span>{one.asked && <Tag>{say('leave.asked')}</Tag>}</span>
          </li>
        ))}
      </ul>
      {held.held > held.work.length && <p className="linli-quiet">{say('leave.more', { count: held.held - held.work.length })}</p>}
    </details>
  )
}
