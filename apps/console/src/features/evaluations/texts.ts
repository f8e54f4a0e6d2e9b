import { organisationKinds } from '@linli/contract'
import { defineTexts, isOneOf } from '@linli/ui'
import { en } from './texts-en.ts'
import { zh } from './texts-zh.ts'

export const useEvaluationsTexts = defineTexts('evaluations', zh, en)

/** Whether there are words for what was done; a newer server may know more. */
export function isEntryAction(action: string): action is keyof typeof zh.entries {
  return action in zh.entries
}

export function isOrganisationKind(code: string): code is (typeof organisationKinds)[number] {
  return isOneOf(organisationKinds, code)
}
