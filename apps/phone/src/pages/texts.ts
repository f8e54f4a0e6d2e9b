import { defineTexts } from '@linli/ui'

export const useHomeTexts = defineTexts(
  'home',
  {
    report: '我要反映',
    hint: '路灯、垃圾、井盖……都可以说',
    signIn: '登录',
    push: '消息提醒',
    signOut: '退出登录',
    signedIn: '{{name}}',
    staff: '工作人员登录',
    call: '也可以打电话',
    nearby: '看看附近的事',
    notices: '消息怎么告诉我',
  },
  {
    report: 'Report a problem',
    hint: 'A lamp that is out, rubbish, a broken cover… tell us',
    signIn: 'Sign in',
    push: 'Notifications',
    signOut: 'Sign out',
    signedIn: '{{name}}',
    staff: 'Staff sign-in',
    call: 'Or call',
    nearby: 'See what is around here',
    notices: 'How I am told',
  },
)
