import type { Page } from 'playwright-core'

/** What on a page in large type is smaller than it should be: words under 20 px, and buttons and links under 48 px (screens.md). */
export function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const seen = (element) => element.checkVisibility() && !element.closest('.linli-unseen, [aria-hidden=true], .city-map')
    const all = [...document.querySelectorAll('body *')].filter(seen)
    const ownWords = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
    const words = all.filter((element) => ownWords(element) && Number.parseFloat(getComputedStyle(element).fontSize) < 20)
    const targets = all.filter((element) => element.matches('button, a, .choice, .chips label, .photo-button') && element.getBoundingClientRect().height < 47.5)
    const named = (element, what) => what + ': ' + element.tagName.toLowerCase() + '.' + element.className + ' ' + element.textContent.slice(0, 30)
    return [...words.map((one) => named(one, 'words')), ...targets.map((one) => named(one, 'target'))]
  })()`)
}
