import { defineTexts } from '@linli/ui'

export const useMatterTexts = defineTexts(
  'matter',
  {
    said: '反映的内容', place: '地点', holder: '现在由谁办', due: '预计', number: '编号', answer: '答复', timeline: '办理经过', refusal: '为什么没有受理', reopenCode: '凭查询码再打开', signIn: '登录', forMe: '需要您做的',
    nobody: '已经结束', assignment: '{{part}}：{{organisation}}', instruction: '要求：{{words}}', copyNumber: '复制编号',
    rate: { title: '请您评价', solved: '真的解决了吗？', yes: '解决了', no: '没有解决', stars: '满意吗？', starsOf: '{{count}} 星', reasons: '哪里不好？（可多选）', words: '想说的话（选填）', send: '提交评价', thanks: '谢谢您的评价', again: '没有解决会重新办理。', needed: '请先选择是否解决和几颗星' },
    rated: '您的评价', solved: '已解决', unsolved: '没有解决',
    act: {
      claim: '认领', finish: '办完了', return: '退回', verify: '现场核查', solve_on_spot: '当场解决', result: '办理情况', resultHint: '做了什么、现在怎么样', publicAnswer: '给反映人的答复', publicAnswerHint: '用大白话告诉反映人',
      reason: '为什么退回', words: '说明', passed: '现场看到的', yes: '已经办好', no: '没有办好', note: '现场情况', place: '带上我的位置', placed: '位置已带上', send: '提交', done: '已提交', changed: '您打开之后有了新变化：', gone: '这件事现在不能这样处理了，请返回查看。',
    },
  },
  {
    said: 'What was reported', place: 'Place', holder: 'Who has it', due: 'Expected', number: 'Number', answer: 'Answer', timeline: 'What happened', refusal: 'Why it was not taken on', reopenCode: 'Open again with the receipt code', signIn: 'Sign in', forMe: 'For you to do',
    nobody: 'Ended', assignment: '{{part}}: {{organisation}}', instruction: 'Instruction: {{words}}', copyNumber: 'Copy the number',
    rate: { title: 'Please rate', solved: 'Is it really solved?', yes: 'Solved', no: 'Not solved', stars: 'How satisfied are you?', starsOf: '{{count}} of 5 stars', reasons: 'What was not good? (any number)', words: 'Anything to add (optional)', send: 'Send rating', thanks: 'Thank you for your rating', again: 'If it is not solved, work will start again.', needed: 'First choose solved or not, and the stars' },
    rated: 'Your rating', solved: 'Solved', unsolved: 'Not solved',
    act: {
      claim: 'Claim', finish: 'Done', return: 'Return', verify: 'Verify on site', solve_on_spot: 'Solved on the spot', result: 'What was done', resultHint: 'What you did, and how it is now', publicAnswer: 'Answer to the reporter', publicAnswerHint: 'In plain words',
      reason: 'Why return it', words: 'Explanation', passed: 'What you found', yes: 'It is done', no: 'It is not done', note: 'On site', place: 'Add my location', placed: 'Location added', send: 'Send', done: 'Sent', changed: 'Since you opened this:', gone: 'This can no longer be done to this matter. Go back and look.',
    },
  },
)
