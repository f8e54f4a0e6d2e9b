import type { MatterRow } from '@linli/contract'
import { formatDue, stateName, useLanguage, useMinute, useSharedTexts } from '@linli/ui'
import { formatDistance } from '../../parts/distance.ts'
import { MatterCard } from '../../parts/matter-card.tsx'
import { useWorkTexts } from './texts.ts'
import type { WorkName } from './use-work.ts'

/** One list of work under its name; nothing when it is empty. */
export function WorkList({
  name,
  matters,
  distances,
}: {
  name: WorkName
  matters: readonly MatterRow[]
  /** Metres to those whose place is known. */
  distances?: ReadonlyMap<string, number>
}) {
  const say = useWorkTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const now = useMinute()
  if (matters.length === 0) return null
  return (
    <>
      <h3 className="section-title small">{`${say(`views.${name}`)} · ${matters.length}`}</h3>
      {matters.map((matter) => (
        <MatterCard key={matter.id} matter={matter} toStaff asks={name === 'whistles'}>
          {lineOf(matter)}
        </MatterCard>
      ))}
    </>
  )

  function lineOf(matter: MatterRow): string {
    const metres = distances?.get(matter.id)
    return [
      metres !== undefined && say('away', { distance: formatDistance(metres, language) }),
      matter.kind === 'event' ? shared(`severities.${matter.severity}`) : stateName(matter, shared, language),
      matter.dueAt && say('due', { date: formatDue(matter.dueAt, language, now).text }),
    ]
      .filter(Boolean)
      .join(' · ')
  }
}
