import { defineTexts } from '@linli/ui'

export const useMineTexts = defineTexts(
  'mine',
  {
    title: '我反映的事',
    none: '您还没有反映过事情。发现路灯不亮、垃圾没人清、井盖坏了，都可以告诉我们。',
    signIn: '登录后可以看到以前反映的事',
    followed: '我也遇到的事',
    more: '更多',
    kept: '这部手机上的回执',
    open: '点开看办到哪一步',
    forget: '不再记着',
    code: '有查询码？点这里查看',
  },
  {
    title: 'What I reported',
    none: 'You have not reported anything yet. A street lamp that is out, rubbish nobody collects, a broken manhole cover: tell us.',
    signIn: 'Sign in to see what you reported before',
    followed: 'What I have met too',
    more: 'More',
    kept: 'Receipts on this phone',
    open: 'Open to see how far it is',
    forget: 'Forget',
    code: 'You have a receipt code? Open it here',
  },
)
