import { defineTexts } from '@linli/ui'

export const useCallsTexts = defineTexts(
  'calls',
  {
    title: '代来电人反映', words: '一边听一边记，写到一半也会替您留着。', text: '来电人说了什么', textHint: '照原话记', address: '地点', addressHint: '路名、小区、楼号，越具体越好', phone: '来电人手机号', phoneHint: '办好了告诉来电人；选填', phoneWrong: '手机号应为 11 位数字', category: '类别', categoryHint: '能判断就选，选填', anonymous: '来电人要求匿名，不让办理单位知道', send: '登记', discard: '清空', required: '请填写',
    sent: '已登记', number: '编号 {{number}}，现由{{area}}查看。', code: '查询码 {{code}}，请念给来电人。', open: '打开这件事项', next: '登记下一件', maybeSent: '上一次提交可能已经送到，而您后来改了内容。', again: '作为新的一件登记',
  },
  {
    title: 'Report for a caller', words: 'Write while you listen; what is half written is kept.', text: 'What the caller says', textHint: 'In the caller’s words', address: 'Place', addressHint: 'Street, compound, building: the more exact the better', phone: 'Caller’s mobile number', phoneHint: 'To tell the caller when it is done; optional', phoneWrong: 'A mobile number has 11 digits', category: 'Category', categoryHint: 'If you can tell; optional', anonymous: 'The caller wants to stay anonymous to whoever handles it', send: 'Register', discard: 'Clear', required: 'Please fill this in',
    sent: 'Registered', number: 'Number {{number}}; {{area}} is looking at it now.', code: 'Receipt code {{code}}: read it to the caller.', open: 'Open the matter', next: 'Register another', maybeSent: 'Your last try may have arrived, and you changed the words since.', again: 'Register as a new one',
  },
)
