import { defineTexts } from '@linli/ui'
import { en } from './texts-en.ts'
import { zh } from './texts-zh.ts'

/** Texts of the forms by which something is done with a matter. */
export const useActionTexts = defineTexts('actions', zh, en)
