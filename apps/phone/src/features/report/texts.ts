import { defineTexts } from '@linli/ui'

export const useReportTexts = defineTexts(
  'report',
  {
    title: '我要反映',
    where: { title: '在哪里', locate: '用我现在的位置', locating: '正在找您的位置…', located: '位置已找到：{{path}}', nearest: '位置已找到，离得最近的是{{path}}', plain: '位置已找到', again: '重新定位', remove: '不用这个位置',
      denied: '没有拿到您的位置。请在下面写明地址，一样可以。', address: '地址', addressHint: '例如：幸福路 12 号院 3 号楼门口', missing: '请用“我现在的位置”，或者写明地址' },
    what: { title: '什么事', hint: '照平常说话那样写就行，例如：楼下路灯坏了三天了', missing: '请写一写是什么事' },
    who: { title: '怎么联系您', phone: '手机号（可不填）', phoneHint: '办好了告诉您', phoneWrong: '手机号应为 11 位数字', account: '已登录，进展会告诉您', anonymous: '匿名反映', anonymousHint: '办理单位不会知道是谁反映的',
      receipt: '不留电话也可以，提交后凭查询码查看。' },
    send: '提交', sending: '正在提交…', draftKept: '写了一半也会替您留着', discard: '清空重写',
    maybeSent: { words: '上一次提交可能已经送到，而您后来改了内容。要把现在的内容当作新的一件提交吗？', again: '作为新的一件提交' },
    sent: { title: '已收到', thanks: '谢谢您', number: '编号', holder: '现在由谁看', holderDesk: '{{area}}', due: '预计', code: '查询码', codeHint: '请抄下或复制。凭它随时可以看办到哪一步，也可以评价。只显示这一次，这部手机上会替您记着。', copyCode: '复制查询码', copyLink: '复制链接', copied: '已复制', follow: '看办到哪一步', home: '回首页',
      nearest: '位置在网格之外，先交给最近的网格', byAddress: '先由工作人员按地址找到网格', none: '这里没有刚提交的事项' },
  },
  {
    title: 'Report a problem',
    where: { title: 'Where', locate: 'Use my location', locating: 'Finding where you are…', located: 'Found: {{path}}', nearest: 'Found; the nearest is {{path}}', plain: 'Your place was found', again: 'Locate again', remove: 'Do not use it',
      denied: 'Your location could not be read. Write the address below instead; that is just as good.', address: 'Address', addressHint: 'For example: 12 Xingfu Road, at the door of building 3', missing: 'Use your location, or write the address' },
    what: { title: 'What is wrong', hint: 'Write as you would say it, for example: the street lamp downstairs has been out for three days', missing: 'Please write what is wrong' },
    who: { title: 'How to reach you', phone: 'Phone number (optional)', phoneHint: 'So that we can tell you when it is done', phoneWrong: 'A phone number has 11 digits', account: 'You are signed in; we will keep you posted', anonymous: 'Stay anonymous', anonymousHint: 'Whoever handles it will not learn who reported',
      receipt: 'You may leave it empty. A receipt code will let you follow it.' },
    send: 'Send', sending: 'Sending…', draftKept: 'What you write is kept on this phone', discard: 'Start over',
    maybeSent: { words: 'Your last try may have arrived, and you changed the words since. Send what is here now as a new report?', again: 'Send as a new report' },
    sent: { title: 'Received', thanks: 'Thank you', number: 'Number', holder: 'Who has it', holderDesk: '{{area}}', due: 'Expected', code: 'Receipt code', codeHint: 'Write it down or copy it. With it you can see how far it is and rate the result. It is shown only now; this phone remembers it for you.', copyCode: 'Copy the code', copyLink: 'Copy the link', copied: 'Copied', follow: 'See how far it is', home: 'Home',
      nearest: 'The place is outside every grid; the nearest one takes it', byAddress: 'Staff will find the grid from the address', none: 'Nothing has just been sent here' },
  },
)
