import { defineTexts } from '@linli/ui'

export const useWorkTexts = defineTexts(
  'work',
  {
    title: '现在要做的', none: '现在没有等您处理的事。', views: { to_verify: '去现场核查', to_claim: '等待认领', in_progress: '正在办理' }, due: '{{date}} 前', spot: '发现并当场解决',
    spotPage: { title: '当场解决', what: '发现了什么', result: '怎么解决的', category: '类别', chooseCategory: '请选择', place: '位置', placeNeeded: '需要现在的位置，以确认在您的网格内', located: '位置已记下', address: '地址（选填）', send: '提交', done: '已记录，编号 {{number}}' },
  },
  {
    title: 'To do now', none: 'Nothing is waiting for you.', views: { to_verify: 'Verify on site', to_claim: 'To claim', in_progress: 'In progress' }, due: 'by {{date}}', spot: 'Found and solved on the spot',
    spotPage: { title: 'Solved on the spot', what: 'What you found', result: 'How it was solved', category: 'Category', chooseCategory: 'Choose', place: 'Place', placeNeeded: 'Your location is needed, to see that it is in your grid', located: 'The place is noted', address: 'Address (optional)', send: 'Send', done: 'Recorded as {{number}}' },
  },
)
