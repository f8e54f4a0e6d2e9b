import type { MatterKind } from '@linli/contract'
import type { LimitRule } from '../../deadlines/index.ts'
import { dispute } from './dispute.ts'
import { errand } from './errand.ts'
import { event } from './event.ts'
import type { Kind } from './kind.ts'
import { task } from './task.ts'
import { wish } from './wish.ts'

/** The kinds of matter. A new one is a file here and a line below. */
export const kinds: Record<MatterKind, Kind> = { event, task, wish, errand, dispute }

/** The limits the kinds bring for their own clocks; a new city starts with them. */
export const kindLimits: readonly LimitRule[] = Object.values(kinds).flatMap((kind) => kind.limits)
