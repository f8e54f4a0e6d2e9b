import { ApiProblem, createClient, NoAnswer } from '@linli/client'
import { currentLanguage, noteError } from '@linli/ui'
import { learnTime } from './server-time.ts'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { uploadToken } from '../parts/photos/upload-permit.ts'

/** The whole API, typed by the contract, in the language of the screen. */
export const api = createClient({ locale: currentLanguage, headers: uploadToken, onAnswer: learnTime })

/** What was read stays for a day: without network it cannot be fetched again. */
const keptInMemoryMs = 86_400_000

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noteError }),
  mutationCache: new MutationCache({ onError: noteError }),
  defaultOptions: {
    // A refusal does not change by asking again; a lost connection may.
    queries: {
      retry: (tries, error) => error instanceof NoAnswer && tries < 2,
      networkMode: 'always',
      staleTime: 15_000,
      gcTime: keptInMemoryMs,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

/** What a query answers, or null when the server says the caller is not signed in. */
export async function orNullWhenSignedOut<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.code === 'not_signed_in') return null
    throw error
  }
}
