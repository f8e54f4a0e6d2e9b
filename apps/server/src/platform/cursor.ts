/** The place in a list ordered by a time and an id, as a page's `next` says it. */
export function writeCursor(at: Date, id: string): string {
  return `${at.getTime()}.${id}`
}

/** Null for none and for what is none. */
export function readCursor(text: string | undefined): { at: Date; id: string } | null {
  const match = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? '')
  return match ? { at: new Date(Number(match[1])), id: match[2] ?? '' } : null
}
