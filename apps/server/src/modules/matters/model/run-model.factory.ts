import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { testNow } from '../../../testing/constants.ts'
import { Game, type Tally } from './game.factory.ts'
import { type Move, moves } from './moves.factory.ts'
import type { Stage } from './stage.factory.ts'

export interface ModelRun {
  sequences: number
  seed: number
  /** Where a counterexample was found; only it is played. */
  path?: string
  progress?: (tally: Tally) => void
  /** How long a counterexample is made smaller; milliseconds. */
  shrinkMs?: number
}

export interface ModelResult {
  tally: Tally
  /** Null when every rule held in every sequence. */
  violation: { words: string; seed: number; path: string; log: string[] } | null
}

/** Plays random sequences on this stage, one after another, and stops at the first that breaks a rule. */
export async function runModel(stage: Stage, { sequences, seed, path, progress, shrinkMs = 15_000 }: ModelRun): Promise<ModelResult> {
  const tally: Tally = { sequences: 0, actions: 0, refused: 0, conflicts: 0, atOnce: 0, fired: 0 }
  let last: string[] = []
  let failedAt: number | null = null
  const name = randomUUID().slice(0, 8)
  const play = async (start: number, sequence: readonly Move[]) => {
    // Making it smaller ends some time; what is left is the counterexample.
    if (failedAt !== null && Date.now() - failedAt > shrinkMs) return
    tally.sequences += 1
    await stage.clear()
    stage.clock.set(new Date(testNow.getTime() + start * 3_600_000))
    const game = new Game(stage, tally, `${name}-${tally.sequences}`)
    try {
      await game.play(sequence)
    } catch (error) {
      failedAt ??= Date.now()
      last = game.log
      throw error
    }
    progress?.(tally)
  }
  // Over a year: through holidays, make-up weekends and into a year not yet announced.
  const outcome = await fc.check(fc.asyncProperty(fc.nat({ max: 9000 }), moves, play), {
    numRuns: sequences,
    seed,
    ...(path !== undefined && { path }),
  })
  if (!outcome.failed) return { tally, violation: null }
  const error = outcome.errorInstance
  const words = error instanceof Error ? error.message : String(error)
  const shown = error instanceof Error && !words.startsWith('rule') ? [...last, error.stack ?? ''] : last
  return { tally, violation: { words, seed: outcome.seed, path: outcome.counterexamplePath ?? '', log: shown } }
}
