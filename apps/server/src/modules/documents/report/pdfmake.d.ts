/** What the report uses of pdfmake. The published types bring those of browsers with them, which a server has not. */
declare module 'pdfmake' {
  interface Said {
    style?: string
    fontSize?: number
    lineHeight?: number
    bold?: boolean
    color?: string
    alignment?: 'left' | 'right' | 'center'
    /** Left, top, right, bottom, in points. */
    margin?: [number, number, number, number]
    headlineLevel?: number
    pageBreak?: 'before' | 'after'
    unbreakable?: boolean
    width?: number | '*' | 'auto'
    fillColor?: string
    colSpan?: number
  }

  interface Layout {
    hLineWidth?: () => number
    vLineWidth?: () => number
    hLineColor?: () => string
    vLineColor?: () => string
    paddingTop?: () => number
    paddingBottom?: () => number
  }

  export type Content =
    | string
    | (Said &
        (
          | { text: string | Content[] }
          | { stack: Content[] }
          | { columns: Content[] }
          | { svg: string }
          | {
              table: {
                headerRows?: number
                keepWithHeaderRows?: number
                dontBreakRows?: boolean
                widths: (number | '*')[]
                body: Content[][]
              }
              layout?: Layout
            }
        ))

  export interface DocumentDefinition {
    info: Record<'title' | 'author' | 'creator' | 'producer', string>
    language: string
    pageSize: 'A4'
    pageMargins: [number, number, number, number]
    defaultStyle: Said & { font: string }
    styles: Record<string, Said>
    watermark: { text: string; color: string; opacity: number; fontSize: number; angle: number }
    pageBreakBefore: (node: { headlineLevel?: number; startPosition?: { verticalRatio: number } }) => boolean
    header: Content
    footer: (page: number, pages: number) => Content
    content: Content[]
  }

  interface PdfMake {
    setFonts(fonts: Record<string, { normal: string; bold: string }>): void
    /** Whether a document may fetch this address. */
    setUrlAccessPolicy(allowed: (url: string) => boolean): void
    setLocalAccessPolicy(allowed: (path: string) => boolean): void
    createPdf(definition: DocumentDefinition): { getBuffer(): Promise<Buffer> }
  }

  const pdfmake: PdfMake
  export default pdfmake
}
