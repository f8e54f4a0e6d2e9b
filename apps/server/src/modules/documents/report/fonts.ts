import { createRequire } from 'node:module'

const resolve = createRequire(import.meta.url).resolve
const weight = (name: string) => resolve(`@expo-google-fonts/noto-sans-sc/${name}`)

/** Noto Sans SC (SIL Open Font License 1.1), whole; a PDF takes from it only the signs it shows. */
export const fonts = {
  NotoSansSC: {
    normal: weight('400Regular/NotoSansSC_400Regular.ttf'),
    bold: weight('700Bold/NotoSansSC_700Bold.ttf'),
  },
}
