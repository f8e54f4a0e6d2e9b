import { setImmediate } from 'node:timers/promises'
import type { CategoryModel } from './category-model.ts'
import { type Features, featuresOf } from './features.ts'

/** A text, already in words, and the category it was given. */
export interface Lesson {
  words: readonly string[]
  label: string
  /** Not what somebody reported, but what a category is called. Such lessons are easy, so nothing is concluded from them about how sure to be. */
  isDefinition?: boolean
}

const passes = 3
/** So many lessons are taught before other work of the process gets its turn. */
const breath = 20

/**
 * Teaches many lessons at once: counts all of them, then goes over them three times in an order that is the same every time.
 * Lets other work of the process through in between.
 */
export async function teach(model: CategoryModel, lessons: Iterable<Lesson> | AsyncIterable<Lesson>): Promise<void> {
  const prepared: { features: Features; label: string; isReport: boolean }[] = []
  for await (const { words, label, isDefinition } of lessons) {
    prepared.push({ features: featuresOf(words), label, isReport: !isDefinition })
    if (prepared.length % breath === 0) await setImmediate()
  }
  // Only now, so that lessons which could not be read to the end leave the model as it was.
  for (const { features } of prepared) model.count(features)
  for (let pass = 0; pass < passes; pass++) {
    for (const [at, index] of order(prepared.length, pass).entries()) {
      const lesson = prepared[index]
      if (lesson) model.learn(lesson.features, lesson.label, pass === 0 && lesson.isReport)
      if (at % breath === 0) await setImmediate()
    }
  }
}

/** Teaches one lesson, as it comes. */
export function teachOne(model: CategoryModel, { words, label }: Lesson): void {
  const features = featuresOf(words)
  model.count(features)
  model.learn(features, label, true)
}

/** A shuffled 0 … count-1, by a small generator with a fixed seed: the same lessons make the same model in every process. */
function order(count: number, seed: number): Int32Array {
  const indexes = Int32Array.from({ length: count }, (_, index) => index)
  let state = (seed + 1) * 0x9e3779b9
  for (let at = count - 1; at > 0; at--) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5
    const other = ((state ^ (state >>> 13)) >>> 0) % (at + 1)
    const kept = indexes[at] ?? 0
    indexes[at] = indexes[other] ?? 0
    indexes[other] = kept
  }
  return indexes
}
