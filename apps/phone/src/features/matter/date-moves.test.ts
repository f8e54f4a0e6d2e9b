import type { TimelineEntry } from '@linli/contract'
import { expect, test } from 'vitest'
import { lastMove } from './date-moves.ts'

const first = '2026-11-25T09:00:00.000Z'
const later = '2026-11-28T09:00:00.000Z'

test('a date stands as it was promised until something moves it, and then it says what', () => {
  const accepted = entry(2, 'accept', { promisedAt: first })
  expect(lastMove([accepted])).toBeNull()
  const granted = entry(5, 'rule_extension', { granted: true, promisedAt: later })
  expect(lastMove([granted, accepted])).toEqual({ from: first, to: later, because: 'extension_granted' })
})

test('the last move counts, and entries that promise nothing count nothing', () => {
  const entries = [
    entry(2, 'accept', { promisedAt: first }),
    entry(3, 'answer', { promisedAt: '2026-11-26T09:00:00.000Z' }),
    entry(4, 'progress', { words: 'on the way' }),
    entry(5, 'verify', { passed: false, promisedAt: later }),
  ]
  expect(lastMove(entries)).toEqual({ from: '2026-11-26T09:00:00.000Z', to: later, because: 'rework' })
})

test('what is accepted again after an appeal is promised anew', () => {
  expect(lastMove([entry(2, 'accept', { promisedAt: first }), entry(6, 'accept', { promisedAt: later })])).toBeNull()
})

function entry(seq: number, action: string, content: TimelineEntry['content']): TimelineEntry {
  const actor = { role: 'desk_clerk', name: null, place: null }
  return { seq, at: first, action, fromState: null, toState: 'accepted', actor, visibility: 'public', content, hash: '' }
}
