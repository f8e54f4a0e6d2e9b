import { uploadFile } from '@linli/client'
import { acceptedContentTypes, fileRefusals, largestFile, type UploadedFile } from '@linli/contract'
import { currentLanguage, isNoAnswer, useProblemText } from '@linli/ui'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { api } from '../app/api.ts'
import { useFileTexts } from './file-texts.ts'

/** A file on its way: `failed` can be tried again and goes on where it stopped, `refused` never will be taken. */
export interface Upload {
  key: string
  state: 'uploading' | 'processing' | 'ready' | 'failed' | 'refused'
  name: string
  /** How much of it the server has, 0 to 1. */
  share: number
  fileId: string | null
  thumbnailUrl: string | null
  /** What to do next, for what was refused. */
  explanation: string | null
}

const lookEveryMs = 700

/** Uploads files one beside the other and tells after each change which are ready. `fileIds` are those of an earlier visit. */
export function useUploads(fileIds: readonly string[], onUploads: (uploads: readonly Upload[]) => void) {
  const say = useFileTexts()
  const problemText = useProblemText()
  const [uploads, setUploads] = useState<readonly Upload[]>(() => fileIds.map(earlier))
  const files = useRef(new Map<string, File>())
  const ending = useRef(new Map<string, AbortController>())
  const current = useRef(uploads)

  const put = (next: readonly Upload[]) => {
    current.current = next
    setUploads(next)
  }
  const change = (key: string, what: Partial<Upload>) => {
    put(current.current.map((one) => (one.key === key ? { ...one, ...what } : one)))
    if (what.state) onUploads(current.current)
  }
  const takeAnswer = (key: string, file: UploadedFile) => {
    const refused = file.state === 'refused' && file.refusal ? fileRefusals[file.refusal.code][currentLanguage()] : null
    change(key, {
      state: file.state,
      share: 1,
      fileId: file.id,
      name: file.name,
      thumbnailUrl: file.thumbnailUrl,
      explanation: refused,
    })
  }
  const run = async (key: string) => {
    const file = files.current.get(key)
    if (!file) return
    const controller = new AbortController()
    ending.current.set(key, controller)
    change(key, { state: 'uploading', explanation: null })
    try {
      const answer = await uploadFile(file, {
        key,
        signal: controller.signal,
        locale: currentLanguage,
        onProgress: (received) => change(key, { share: received / file.size }),
      })
      takeAnswer(key, answer)
    } catch (error) {
      if (controller.signal.aborted) return
      change(key, isNoAnswer(error) ? { state: 'failed' } : { state: 'refused', explanation: problemText(error) })
    }
  }

  const remove = (key: string) => {
    ending.current.get(key)?.abort()
    put(current.current.filter((one) => one.key !== key))
    onUploads(current.current)
  }

  const lookAgain = useEffectEvent(async () => {
    for (const { key, fileId, state } of current.current) {
      if (state !== 'processing' || !fileId) continue
      const file = await api.getUploadedFile({ params: { fileId } }).catch((error: unknown) => (isNoAnswer(error) ? null : 'gone'))
      // A file nobody attached is deleted after a day, and one that was sent belongs to its matter.
      if (file === 'gone') remove(key)
      else if (file && file.state !== 'processing') takeAnswer(key, file)
    }
  })
  const isWaiting = uploads.some((one) => one.state === 'processing')
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(() => void lookAgain(), lookEveryMs)
    return () => clearInterval(timer)
  }, [isWaiting])
  useEffect(() => {
    const controllers = ending.current
    return () => {
      for (const controller of controllers.values()) controller.abort()
    }
  }, [])

  const refusalOf = (file: File): string | null => {
    const kind = acceptedContentTypes[file.type as keyof typeof acceptedContentTypes]
    if (!kind) return say('notAccepted')
    return file.size > largestFile[kind] ? say('tooLarge', { most: largestFile[kind] / 1024 / 1024 }) : null
  }
  const add = (chosen: readonly File[]) => {
    const begun = chosen.map((file): Upload => {
      const explanation = refusalOf(file)
      const key = crypto.randomUUID()
      if (!explanation) files.current.set(key, file)
      return { key, state: explanation ? 'refused' : 'uploading', name: file.name, share: 0, fileId: null, thumbnailUrl: null, explanation }
    })
    put([...current.current, ...begun])
    onUploads(current.current)
    for (const { key, state } of begun) if (state === 'uploading') void run(key)
  }
  return { uploads, add, retry: (key: string) => void run(key), remove }
}

/** A file of an earlier visit is looked at again like one that is being checked. */
function earlier(fileId: string): Upload {
  return { key: fileId, state: 'processing', name: '', share: 1, fileId, thumbnailUrl: null, explanation: null }
}
