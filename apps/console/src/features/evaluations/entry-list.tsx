import type { EvaluationEntry } from '@linli/contract'
import { When } from '@linli/ui'
import { useFigureWords } from './figure-words.ts'
import { isEntryAction, useEvaluationsTexts } from './texts.ts'

/** What was done and said, in order; a correction names the points, a veto what shows it. */
export function EntryList({ entries }: { entries: readonly EvaluationEntry[] }) {
  const say = useEvaluationsTexts()
  const { nameOf, points } = useFigureWords()
  if (entries.length === 0) return <p className="linli-quiet">{say('noEntries')}</p>
  return (
    <ol className="evaluation-entries">
      {entries.map((entry) => (
        <li key={entry.id}>
          <p>
            <b>{isEntryAction(entry.action) ? say(`entries.${entry.action}`) : entry.action}</b>
            {entry.upheld !== null && <span> {say(entry.upheld ? 'upheld' : 'notUpheld')}</span>}
            {entry.figureId && (
              <span>
                {' '}
                {nameOf(entry.figureId)} {entry.points === null ? say('takenBack') : say('pointsNow', { points: points(entry.points) })}
              </span>
            )}
            {entry.veto && <span> {entry.veto}</span>}
            <span className="linli-quiet">
              {' '}
              {entry.by ?? say('byItself')} · <When at={entry.at} />
            </span>
          </p>
          {entry.words && <p>{entry.words}</p>}
          {entry.evidence && <p className="linli-quiet">{say('evidenceOf', { evidence: entry.evidence })}</p>}
        </li>
      ))}
    </ol>
  )
}
