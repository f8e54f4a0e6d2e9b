import type { TimelineEntry } from '@linli/contract'
import { When } from '../dates/when.tsx'
import { useSharedTexts } from '../texts/shared-texts.ts'
import { entrySentence } from './timeline-words.ts'

/** What others did to a matter after the version somebody was looking at; for showing a conflict beside what they typed. */
export function ChangedSince({ entries, version }: { entries: readonly TimelineEntry[]; version: number }) {
  const say = useSharedTexts()
  return (
    <ul className="linli-changes">
      {entries
        .filter((entry) => entry.seq > version)
        .map((entry) => (
          <li key={entry.seq}>
            {entrySentence(entry, say)}{' '}
            <span className="linli-quiet">
              <When at={entry.at} />
            </span>
          </li>
        ))}
    </ul>
  )
}
