import type { CalendarYear } from '@linli/contract'
import { useRulesTexts } from '../texts.ts'

export type Day = CalendarYear['days'][number]

/** A sign a kind of day, so that it is never told by colour alone. Plain days have none. */
export const dayMarks: Record<Day['kind'], string> = {
  working: '',
  off: '',
  holiday: '◆',
  make_up: '▲',
  local_off: '○',
  local_working: '●',
}

const kinds = ['working', 'off', 'holiday', 'make_up', 'local_off', 'local_working'] as const

/** What the signs mean. */
export function Legend() {
  const say = useRulesTexts()
  return (
    <ul className="rules-legend" aria-label={say('calendars.legend')}>
      {kinds.map((kind) => (
        <li key={kind}>
          <span className="day" data-kind={kind} aria-hidden>
            <span>1</span>
            <i>{dayMarks[kind]}</i>
          </span>
          {say(`calendars.kinds.${kind}`)}
        </li>
      ))}
    </ul>
  )
}
