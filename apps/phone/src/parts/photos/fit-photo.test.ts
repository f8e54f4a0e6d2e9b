import { expect, test } from 'vitest'
import { firstSmallEnough, fitWithin, mostBytes } from './fit-photo.ts'

test('a picture is made to fit and keeps its shape', () => {
  expect(fitWithin(4000, 3000, 2048)).toEqual({ width: 2048, height: 1536 })
  expect(fitWithin(3000, 4000, 2048)).toEqual({ width: 1536, height: 2048 })
  expect(fitWithin(9000, 10, 2048)).toEqual({ width: 2048, height: 2 })
})

test('a picture that fits stays as it is', () => {
  expect(fitWithin(800, 600, 2048)).toEqual({ width: 800, height: 600 })
})

test('quality goes down only as far as it must', async () => {
  const asked: number[] = []
  const encode = (sizes: Record<number, number>) => async (quality: number) => {
    asked.push(quality)
    return { size: sizes[quality] ?? 0 }
  }
  expect((await firstSmallEnough(encode({ 0.85: mostBytes + 1, 0.75: mostBytes }))).size).toBe(mostBytes)
  expect(asked).toEqual([0.85, 0.75])
  const never = mostBytes * 9
  expect((await firstSmallEnough(encode({ 0.85: never, 0.75: never, 0.62: never, 0.5: never }))).size).toBe(never)
})
