import type { MatterKind, TimelineEntry } from '@linli/contract'
import type { ReactNode } from 'react'
import { When } from '../dates/when.tsx'
import { useSharedTexts } from '../texts/shared-texts.ts'
import { entryDetails } from './entry-details.ts'
import { entrySentence } from './timeline-words.ts'

/**
 * What happened to a matter, newest first, in plain words; entries only staff see are marked. `since` marks those after that
 * version as new, `kind` says whose words name the actions, `below` adds what came with an entry, e.g. its photos.
 */
export function Timeline({
  entries,
  since,
  kind = 'event',
  below,
}: {
  entries: readonly TimelineEntry[]
  since?: number
  kind?: MatterKind
  below?: (entry: TimelineEntry) => ReactNode
}) {
  const say = useSharedTexts()
  if (entries.length === 0) return <p className="linli-quiet">{say('timeline.empty')}</p>
  return (
    <ol className="linli-timeline" aria-label={say('timeline.whole')}>
      {entries
        .toSorted((a, b) => b.seq - a.seq)
        .map((entry) => (
          <li key={entry.seq} data-new={since !== undefined && entry.seq > since}>
            <div className="linli-timeline-head">
              <strong>{entrySentence(entry, say, kind)}</strong>
              {entry.visibility === 'internal' && (
                <span className="linli-internal" title={say('timeline.internalHint')}>
                  {say('timeline.internal')}
                </span>
              )}
            </div>
            {entryDetails(entry, say).map((detail) => (
              <p key={detail.label + detail.text}>
                {detail.label && <span className="linli-quiet">{detail.label} </span>}
                {detail.text}
              </p>
            ))}
            {below?.(entry)}
            <div className="linli-quiet linli-small">
              <When at={entry.at} />
            </div>
          </li>
        ))}
    </ol>
  )
}
