import type { Matter } from '@linli/contract'
import { useSharedTexts, When } from '@linli/ui'
import { useMattersTexts } from '../texts.ts'

/** What handlers have asked for and nobody has ruled on yet. */
export function Requests({ matter }: { matter: Matter }) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  return (
    <section className="block block-waiting">
      <h2>{say('one.requests')}</h2>
      {matter.requests.map((request) => (
        <div key={request.id} className="entry">
          <p>
            <strong>
              {request.organisationName} · {shared(`requestKinds.${request.kind}`)}
            </strong>{' '}
            {request.askedDays !== null && say('one.extended', { days: request.askedDays })}
            {request.planDate && <When at={request.planDate} due />}
            {request.reason && shared(`returnReasons.${request.reason}`)}
          </p>
          <p className="said">{request.words}</p>
          <p className="linli-quiet linli-small">
            <When at={request.askedAt} /> · {say('one.requestTo', { area: request.toArea.name })}
          </p>
        </div>
      ))}
    </section>
  )
}
