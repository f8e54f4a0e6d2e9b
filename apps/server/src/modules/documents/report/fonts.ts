import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Noto Sans SC (SIL Open Font License 1.1), whole; a PDF takes from it only the signs it shows. */
export const fonts = {
  NotoSansSC: {
    normal: require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
    bold: require.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
  },
}
