import { useStored } from '@linli/ui'
import { useEffect } from 'react'

/** Large type for people who see less well, kept on this device: `[on, turn]`. Sets `<html data-type>`. */
export function useLargeType(): [boolean, (on: boolean) => void] {
  const [stored, keep] = useStored('linli.type')
  const on = stored === 'large'
  useEffect(() => {
    if (on) document.documentElement.dataset['type'] = 'large'
    else delete document.documentElement.dataset['type']
  }, [on])
  return [on, (next) => keep(next ? 'large' : null)]
}
