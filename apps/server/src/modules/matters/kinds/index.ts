import type { MatterKind } from '@linli/contract'
import { event } from './event.ts'
import type { Kind } from './kind.ts'

/** The kinds of matter. A new one is a file here and a line below. */
export const kinds = { event } as unknown as Record<MatterKind, Kind>
