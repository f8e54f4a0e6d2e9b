import { defineTexts } from '@linli/ui'

export const useSessionTexts = defineTexts(
  'session',
  {
    phone: {
      title: '用手机号登录',
      words: '第一次登录就是注册，不用密码。',
      number: '手机号',
      code: '短信验证码',
      ask: '获取验证码',
      askAgain: '{{seconds}} 秒后可重新获取',
      sent: '验证码已发送',
      staff: '工作人员登录',
    },
    staff: { title: '工作人员登录', name: '账号', password: '密码', resident: '居民用手机号登录' },
    signIn: '登录',
    receipt: {
      title: '凭查询码查看',
      words: '提交时给您的查询码，写在回执上。',
      code: '查询码',
      open: '查看',
      leave: '打开后会退出现在的登录。',
      opening: '正在打开…',
    },
    again: { title: '请重新登录', later: '稍后再说' },
  },
  {
    phone: {
      title: 'Sign in with your phone',
      words: 'The first time makes your account. There is no password.',
      number: 'Phone number',
      code: 'Code from the text message',
      ask: 'Send me a code',
      askAgain: 'Again in {{seconds}} s',
      sent: 'The code is on its way',
      staff: 'Staff sign-in',
    },
    staff: { title: 'Staff sign-in', name: 'Account', password: 'Password', resident: 'Residents sign in by phone' },
    signIn: 'Sign in',
    receipt: {
      title: 'Open by receipt code',
      words: 'The code you were given when you sent your report.',
      code: 'Receipt code',
      open: 'Open',
      leave: 'Opening it ends your present session.',
      opening: 'Opening…',
    },
    again: { title: 'Please sign in again', later: 'Not now' },
  },
)
