import { defineTexts } from '@linli/ui'
import { en } from './texts-en.ts'
import { zh } from './texts-zh.ts'

export const useRulesTexts = defineTexts('rules', zh, en)
