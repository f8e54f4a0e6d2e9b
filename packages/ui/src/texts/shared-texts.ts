import { en } from './en.ts'
import { defineTexts } from './setup.ts'
import type { Say } from './typed-texts.ts'
import { zh } from './zh.ts'

/** Says a shared word or sentence; see zh.ts for the keys. */
export type SharedSay = Say<typeof zh>

/** The hook that says the words both front ends share: states, actions, roles, lights, dates, problems. */
export const useSharedTexts: () => SharedSay = defineTexts('shared', zh, en)
