import { defineTexts } from '@linli/ui'
import { en } from './texts.en.ts'
import { zh } from './texts.zh.ts'

export const useMatterTexts = defineTexts('matter', zh, en)
