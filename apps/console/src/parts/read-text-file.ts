/** A file as text; `tooLarge` beyond `mostBytes`. Spreadsheets in Chinese save CSV as GB 18030 without saying so. */
export async function readTextFile(file: File, mostBytes: number): Promise<{ text: string } | 'unreadable' | 'tooLarge'> {
  if (file.size > mostBytes) return 'tooLarge'
  const bytes = await file.arrayBuffer()
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }
    } catch {
      // Not this encoding; the next may fit.
    }
  }
  return 'unreadable'
}
