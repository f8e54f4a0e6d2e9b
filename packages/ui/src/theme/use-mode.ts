import { useEffect, useSyncExternalStore } from 'react'
import { useStored } from '../storage/stored.ts'
import type { Mode } from './tokens.ts'

/** Light, dark, or as the device says. */
export type ModeChoice = Mode | 'device'

/** The look of the screen: the choice kept on this device, what it comes to now, and how to change it. Sets `<html data-theme>`. */
export function useMode(): { choice: ModeChoice; mode: Mode; choose: (choice: ModeChoice) => void } {
  const [stored, keep] = useStored('linli.look')
  const deviceIsDark = useSyncExternalStore(followDevice, () => device().matches)
  const choice: ModeChoice = stored === 'light' || stored === 'dark' ? stored : 'device'
  const mode: Mode = choice === 'device' ? (deviceIsDark ? 'dark' : 'light') : choice
  useEffect(() => {
    document.documentElement.dataset['theme'] = mode
  }, [mode])
  return { choice, mode, choose: (next) => keep(next === 'device' ? null : next) }
}

function device(): MediaQueryList {
  return window.matchMedia('(prefers-color-scheme: dark)')
}

function followDevice(tell: () => void): () => void {
  const media = device()
  media.addEventListener('change', tell)
  return () => media.removeEventListener('change', tell)
}
