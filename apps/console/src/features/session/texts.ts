import { defineTexts } from '@linli/ui'

export const useSessionTexts = defineTexts(
  'session',
  {
    title: '登录邻里工作台', words: '社区、街道、部门工作人员使用', name: '账号', password: '密码', signIn: '登录', required: '请填写', resident: '居民请用手机端反映和查看', again: '请重新登录',
    change: { title: '修改密码', forced: '这是一次性密码，请先换成您自己的。', old: '现在的密码', fresh: '新密码', hint: '至少 12 位，不要用常见密码或账号', repeat: '再输一遍新密码', different: '两次输入不一样', done: '密码已修改，其他设备上的登录已结束', save: '修改' },
  },
  {
    title: 'Sign in to the desk', words: 'For staff of communities, streets and departments', name: 'Account', password: 'Password', signIn: 'Sign in', required: 'Please fill this in', resident: 'Residents report and follow on the phone pages', again: 'Please sign in again',
    change: { title: 'Change password', forced: 'This is a one-time password. Choose your own first.', old: 'Present password', fresh: 'New password', hint: 'At least 12 characters, not a common one, not the account name', repeat: 'New password again', different: 'The two are not the same', done: 'Password changed; your other sessions have ended', save: 'Change' },
  },
)
