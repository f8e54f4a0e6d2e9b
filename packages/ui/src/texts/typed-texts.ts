/** A tree of texts: leaves are sentences with `{{values}}`, branches group them. */
export interface TextTree {
  [key: string]: string | TextTree
}

/** The same keys with other words: a language that lacks one or has one too many does not compile. */
export type SameKeys<Tree> = { [K in keyof Tree]: Tree[K] extends string ? string : SameKeys<Tree[K]> }

/** Dotted paths to the leaves of a tree: `'states.reported'`. */
export type TextKey<Tree> = {
  [K in keyof Tree & string]: Tree[K] extends string ? K : `${K}.${TextKey<Tree[K]>}`
}[keyof Tree & string]

/** Says the text of a key in the language of the screen, with its values filled in. */
export type Say<Tree> = (key: TextKey<Tree>, values?: Record<string, string | number>) => string
