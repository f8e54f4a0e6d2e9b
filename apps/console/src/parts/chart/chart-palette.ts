import type { palettes } from '@linli/ui'

/** The colours of a look by what they are for. */
export type Palette = (typeof palettes)['light']

/** Colours in the order series take them: far apart in lightness too, so that they differ on paper and for the colour-blind. */
export const inOrder = ['accent', 'yellow', 'edge', 'green', 'red', 'text'] as const satisfies readonly (keyof Palette)[]
