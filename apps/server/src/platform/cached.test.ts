import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Cached } from './cached.ts'
import { createLogger } from './log.ts'

fc.configureGlobal({ seed: 20260318 })

test('has its value before it is used', async () => {
  const cached = await Cached.of(async () => 'first')
  expect(cached.get()).toBe('first')
})

test('fails to open when the first reading fails', async () => {
  await expect(Cached.of(() => Promise.reject(new Error('no database')))).rejects.toThrow('no database')
})

test('keeps what it knows when a later reading fails', async () => {
  let fail = false
  const cached = await Cached.of(async () => {
    if (fail) throw new Error('away')
    return 'known'
  })
  fail = true
  await expect(cached.refresh()).rejects.toThrow('away')
  cached.refreshQuietly(createLogger('silent'))
  await expect(cached.refresh()).rejects.toThrow('away')
  expect(cached.get()).toBe('known')
  fail = false
  await cached.refresh()
  expect(cached.get()).toBe('known')
})

test('reads once for many refreshes that come together', async () => {
  let readings = 0
  const cached = await Cached.of(async () => (readings += 1))
  await Promise.all(Array.from({ length: 50 }, () => cached.refresh()))
  expect(readings).toBeLessThanOrEqual(3)
})

describe('a refresh', () => {
  test('ends with a value at least as new as its call, however calls and readings interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 12 }), async (scheduler, waits) => {
        let truth = 0
        const read = async () => {
          const seen = truth
          await scheduler.schedule(Promise.resolve())
          return seen
        }
        const opening = Cached.of(read)
        await scheduler.waitFor(opening)
        const cached = await opening
        const refreshes = waits.map(async (wait) => {
          for (let step = 0; step < wait; step++) await scheduler.schedule(Promise.resolve())
          // Between two turns of the event loop: other work may run just after a reading has ended.
          for (let step = 0; step < wait; step++) await Promise.resolve()
          truth += 1
          const written = truth
          await cached.refresh()
          expect(cached.get()).toBeGreaterThanOrEqual(written)
        })
        await scheduler.waitFor(Promise.all(refreshes))
      }),
      { numRuns: 300 },
    )
  })

  test('called in the very moment a reading ends reads again', async () => {
    for (let moment = 0; moment < 12; moment++) {
      let truth = 0
      const cached = await Cached.of(async () => truth)
      const first = cached.refresh()
      for (let turn = 0; turn < moment; turn++) await Promise.resolve()
      truth = 1
      await cached.refresh()
      expect([moment, cached.get()]).toEqual([moment, 1])
      await first
    }
  })
})
