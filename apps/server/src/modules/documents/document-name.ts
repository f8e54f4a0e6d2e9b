import { cleanFileName } from '../files/index.ts'
import { cityDay, type DocumentOrder } from './document.ts'
import { wordsOfDocuments } from './words/words.ts'

/** What a document is called: what it is about first, then when, so that a folder of them is in order. */
export function nameOfDocument({ request, format, locale }: Omit<DocumentOrder, 'keptDays'>, areaName: string | null, at: Date): string {
  const { names } = wordsOfDocuments(locale)
  const place = areaName ?? ''
  switch (request.kind) {
    case 'report':
      return cleanFileName(`${names.report(place, request.month)}.${format}`)
    case 'matters':
      return cleanFileName(`${names.matters} ${cityDay(at)}.${format}`)
    case 'figures':
      return cleanFileName(`${names.figures(place, request.question.from, request.question.to)}.${format}`)
  }
}
