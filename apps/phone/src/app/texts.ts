import { defineTexts } from '@linli/ui'

/** Texts of the frame around every page. */
export const useFrameTexts = defineTexts(
  'frame',
  {
    back: '返回',
    home: '首页',
    large: '大字',
    normal: '标准字',
    signIn: '登录',
    signOut: '退出',
    otherLanguage: 'EN',
    otherLanguageHint: 'Read this in English',
    again: { title: '请重新登录', later: '稍后' },
  },
  {
    back: 'Back',
    home: 'Home',
    large: 'Large type',
    normal: 'Normal type',
    signIn: 'Sign in',
    signOut: 'Sign out',
    otherLanguage: '中文',
    otherLanguageHint: '用中文显示',
    again: { title: 'Please sign in again', later: 'Later' },
  },
)
