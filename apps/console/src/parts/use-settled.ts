import { useEffect, useState } from 'react'

/** What a value has been for a while: follows it once it has not changed for `ms` milliseconds. For questions asked while somebody types. */
export function useSettled<Value>(value: Value, ms = 400): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const due = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(due)
  }, [value, ms])
  return settled
}
