import type { Matter } from '@linli/contract'
import { isOneOf, useLanguage, useSharedTexts } from '@linli/ui'
import { useQueries } from '@tanstack/react-query'
import { api } from '../../../app/api.ts'
import { useMay } from '../../../app/session.ts'
import { useOrganisations } from '../../../parts/organisation-select.tsx'
import { useContextTexts } from './context-texts.ts'
import { Duplicates } from './duplicates.tsx'
import { MatterLink } from './matter-link.tsx'
import './context.css'

const keptMs = 300_000

/**
 * What helps to decide about a matter: what may be the same, what else its reporter waits for, what is open nearby, whom the rules
 * propose. It stands below the facts and comes all at once, so that nothing that is being read moves; a part that cannot be fetched
 * stays away.
 */
export function MatterContext({ matter }: { matter: Matter }) {
  const takesCalls = useMay('calls.take')
  const mayMergeOrLink = matter.abilities.some((ability) => isOneOf(['merge', 'link'], ability.action))
  const params = { matterId: matter.id }
  const common = { staleTime: keptMs, refetchOnWindowFocus: false, retry: false }
  const [hints, reporters, surroundings] = useQueries({
    queries: [
      {
        ...common,
        queryKey: ['context', 'duplicates', matter.id],
        enabled: mayMergeOrLink,
        queryFn: () => api.hintDuplicates({ body: draftOf(matter) }),
      },
      {
        ...common,
        queryKey: ['context', 'reporter', matter.id],
        // Without a masked number there is nobody to recognise, or it is not this desk's to read.
        enabled: takesCalls && matter.reporterPhoneMasked !== null,
        queryFn: () => api.listReporterMatters({ params }),
      },
      {
        ...common,
        queryKey: ['context', 'surroundings', matter.id],
        enabled: useMay('matters.list'),
        queryFn: () => api.getSurroundings({ params }),
      },
    ],
  })
  if ([hints, reporters, surroundings].some((one) => one.isLoading)) return null
  const same = (hints.data?.items ?? []).filter((hint) => hint.matterId !== matter.id)
  return (
    <>
      {mayMergeOrLink && <Duplicates matter={matter} hints={same} />}
      <Proposed matter={matter} />
      {reporters.data && reporters.data.items.length > 0 && <OfReporter items={reporters.data.items} />}
      {surroundings.data && surroundings.data.count !== null && <Nearby {...surroundings.data} count={surroundings.data.count} />}
    </>
  )
}

/** Whom the rules propose while the matter has yet to be dispatched, and why. */
function Proposed({ matter }: { matter: Matter }) {
  const say = useContextTexts()
  const language = useLanguage()
  const { data, nameOf } = useOrganisations()
  const { proposal } = matter
  const organisation = data?.items.find((one) => one.id === proposal?.leadOrganisationId)
  if (!proposal || !organisation || !isOneOf(['reported', 'accepted'], matter.state)) return null
  return (
    <section className="block">
      <h2>{say('proposed')}</h2>
      <p>
        <strong>{nameOf(organisation)}</strong>
      </p>
      <p className="linli-quiet linli-small">
        {proposal.ruleId === null ? say('byDefault') : say('byRule', { why: proposal.why[language] })}
      </p>
    </section>
  )
}

function OfReporter({ items }: { items: Awaited<ReturnType<typeof api.listReporterMatters>>['items'] }) {
  const say = useContextTexts()
  const shared = useSharedTexts()
  return (
    <section className="block">
      <h2>{say('ofReporter', { count: items.length })}</h2>
      <ul className="context-list">
        {items.map((item) => (
          <li key={item.matterId}>
            <MatterLink matterId={item.matterId} text={item.text} />
            <small>{[shared(`states.${item.state}`), item.areaName].filter(Boolean).join(' · ')}</small>
          </li>
        ))}
      </ul>
      <p className="linli-quiet linli-small">{say('logged')}</p>
    </section>
  )
}

function Nearby({
  count,
  radiusM,
  items,
}: {
  count: number
  radiusM: number
  items: Awaited<ReturnType<typeof api.getSurroundings>>['items']
}) {
  const say = useContextTexts()
  const shared = useSharedTexts()
  return (
    <section className="block">
      <h2>{say('nearby', { radius: radiusM })}</h2>
      {count === 0 ? (
        <p className="linli-quiet">{say('nothingNearby')}</p>
      ) : (
        <details>
          <summary>{say('nearbyCount', { count })}</summary>
          <ul className="context-list">
            {items.map((item) => (
              <li key={item.matterId}>
                <MatterLink matterId={item.matterId} text={item.text} />
                <small>{[shared(`states.${item.state}`), say('away', { distance: item.distanceM })].join(' · ')}</small>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function draftOf(matter: Matter) {
  return {
    text: matter.text.slice(0, 2000),
    ...(matter.point && { place: { ...matter.point, coordinateSystem: 'wgs84' as const } }),
    ...(matter.address && { address: matter.address.slice(0, 300) }),
    ...(matter.categoryCode && { categoryCode: matter.categoryCode }),
  }
}
