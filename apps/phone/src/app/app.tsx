import { useMode } from '@linli/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { queryClient } from './api.ts'
import { useLargeType } from './large-type.ts'
import { router } from './router.tsx'

export function App() {
  useMode()
  useLargeType()
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  )
}
