import { createContext, useContext } from 'react'

/** Fields of a form that are filled in beforehand, by their names. */
export type Preset = Record<string, unknown>

/** Opens the form of an action on the open matter, with some fields filled in. */
export const OpenActionContext = createContext<(action: string, preset?: Preset) => void>(() => {})

export function useOpenAction(): (action: string, preset?: Preset) => void {
  return useContext(OpenActionContext)
}
