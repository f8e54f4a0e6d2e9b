import { useEffect, useState } from 'react'

/** A value that follows once it has stopped changing for a while: what is asked of the server while somebody types. */
export function useSlowly<T>(value: T, waitMs = 500): T {
  const [slow, setSlow] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(value), waitMs)
    return () => clearTimeout(timer)
  }, [value, waitMs])
  return slow
}
