/** Whether a word is one of those this version knows; words of a newer server or another kind are not. */
export function isOneOf<const W extends string>(words: readonly W[], word: string | null | undefined): word is W {
  return word !== null && word !== undefined && (words as readonly string[]).includes(word)
}
