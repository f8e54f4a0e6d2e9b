/** The part of the browsers' speech recognition that is used here; TypeScript does not know it, because not every browser has it. */
export interface Recogniser extends EventTarget {
  lang: string
  interimResults: boolean
  continuous: boolean
  start: () => void
  stop: () => void
  abort: () => void
}

type RecogniserClass = new () => Recogniser

interface Heard {
  resultIndex: number
  results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }>
}

/** Null where the browser has none. */
export function recogniserClass(): RecogniserClass | null {
  const { SpeechRecognition, webkitSpeechRecognition } = window as {
    SpeechRecognition?: RecogniserClass
    webkitSpeechRecognition?: RecogniserClass
  }
  return SpeechRecognition ?? webkitSpeechRecognition ?? null
}

/** Listens in a language until it is stopped; tells each sentence, whether it went wrong, and when it is over. */
export function listen(
  recogniser: Recogniser,
  language: string,
  told: { words: (words: string) => void; failed: (failed: boolean) => void; over: () => void },
): void {
  Object.assign(recogniser, { lang: language, interimResults: false, continuous: true })
  recogniser.addEventListener('result', (event) => {
    const { resultIndex, results } = event as unknown as Heard
    const result = results[resultIndex]
    if (result?.isFinal) told.words(result[0]?.transcript ?? '')
  })
  recogniser.addEventListener('error', (event) => {
    const { error } = event as unknown as { error: string }
    // Silence and being stopped are no faults.
    told.failed(error !== 'no-speech' && error !== 'aborted')
  })
  recogniser.addEventListener('end', told.over)
  recogniser.start()
}
