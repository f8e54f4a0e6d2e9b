import type { Locale } from '@linli/contract'
import i18next from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { readStored, writeStored } from '../storage/stored.ts'
import type { SameKeys, Say, TextKey, TextTree } from './typed-texts.ts'

const storedUnder = 'linli.language'
const texts = i18next.createInstance()
/** i18next's own types would check keys against one global tree; ours are checked by `Say` against each feature's. */
const translate = texts.t as unknown as (key: string, options: Record<string, unknown>) => string
const waiting: { namespace: string; zh: TextTree; en: TextTree }[] = []

/**
 * Starts the texts in the language chosen on this device before; the first time in English only where the
 * browser prefers it, else in Chinese. Call once before the first render.
 */
export function setupTexts(): void {
  texts.on('languageChanged', (language) => {
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
  })
  void texts.use(initReactI18next).init({
    lng: languageAtStart(),
    fallbackLng: 'zh',
    initAsync: false,
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  for (const one of waiting.splice(0)) register(one.namespace, one.zh, one.en)
}

/** The language of the screen now. */
export function currentLanguage(): Locale {
  return texts.language === 'en' ? 'en' : 'zh'
}

/** Changes the language of the screen and keeps the choice on this device. */
export function chooseLanguage(language: Locale): void {
  writeStored(storedUnder, language)
  void texts.changeLanguage(language)
}

/** The language of the screen; the component renders again when it changes. */
export function useLanguage(): Locale {
  const { i18n } = useTranslation(undefined, { i18n: texts })
  return i18n.language === 'en' ? 'en' : 'zh'
}

/**
 * Registers a feature's texts in both languages and returns the hook that says them.
 * English must have exactly the keys of Chinese, or it does not compile.
 */
export function defineTexts<const Zh extends TextTree>(namespace: string, zh: Zh, en: SameKeys<Zh>): () => Say<Zh> {
  if (texts.isInitialized) register(namespace, zh, en)
  else waiting.push({ namespace, zh, en: en })
  return function useTexts() {
    const language = useLanguage()
    return useCallback(
      (key: TextKey<Zh>, values?: Record<string, string | number>) => translate(key, { ...values, ns: namespace, lng: language }),
      [language],
    )
  }
}

function register(namespace: string, zh: TextTree, en: TextTree): void {
  texts.addResourceBundle('zh', namespace, zh)
  texts.addResourceBundle('en', namespace, en)
}

function languageAtStart(): Locale {
  const stored = readStored(storedUnder)
  if (stored === 'zh' || stored === 'en') return stored
  return navigator.language.startsWith('en') ? 'en' : 'zh'
}
