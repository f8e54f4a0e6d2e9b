/** A number or code in groups one can say in a breath: "261122-000001" as 261 122 000 001, codes in their groups of four. */
export function aloud(code: string): string {
  return code
    .split('-')
    .flatMap((part) => (part.length <= 4 ? [part] : (part.match(/.{1,3}/g) ?? [])))
    .join('  ')
}
