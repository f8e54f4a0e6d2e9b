import { defineTexts } from '@linli/ui'

export const useMattersTexts = defineTexts(
  'matters',
  {
    views: { label: '列表', to_accept: '待受理', to_dispatch: '待派遣', to_claim: '待认领', in_progress: '处置中', to_verify: '待核查', to_rate: '待评价', overdue: '已超时', open: '全部在办', mine: '我反映的', ended: '已结束', all: '全部' },
    list: { label: '{{view}}', empty: '“{{view}}”里没有事项', fresh: '{{count}} 件新的，点这里显示', movedOn: '已有变化', end: '到底了', number: '编号 {{number}}' },
    one: {
      label: '事项', choose: '从左边选一件事项。按 j / k 可以上下翻。', said: '反映的内容', place: '地点', area: '所属区域', holder: '现在由谁办', due: '答复的日期', reporter: '反映人', anonymous: '匿名', noPhone: '没有留电话', category: '类别', noCategory: '还没有定', source: '来源', reportedAt: '反映时间',
      clocks: '时限', until: '{{kind}}', stopped: '已完成', notAnnounced: '这一年的放假安排还没有公布，按平常工作日算', assignments: '派单', handler: '办理人 {{name}}', instruction: '要求：{{words}}', result: '办理情况：{{words}}', returned: '退回原因：{{reason}}', timeline: '办理经过', answer: '给反映人的答复', refusal: '为什么不予受理', rating: '评价', stars: '{{count}} 星', solved: '已解决', unsolved: '没有解决', words: '反映人的话', located: { nearest: '位置在网格之外，归到最近的网格', by_address: '没有坐标，请按地址核对网格' }, rework: '返工 {{count}} 次', spot: '当场解决', nothingToDo: '现在没有需要您做的', copyNumber: '复制编号', copied: '编号已复制', ended: '已结束',
    },
    act: {
      accept: '受理', refuse: '不予受理', dispatch: '派遣', claim: '认领', finish: '办结', return: '退回', verify: '核查', solve_on_spot: '当场解决', withOrganisation: '{{action}}（{{organisation}}）', key: '快捷键 {{key}}', done: '已{{action}}',
      category: '类别', categoryHint: '输入中文、英文或代码查找', severity: '轻重', filing: '立案条件', closing: '结案条件', reason: '原因', refuseWords: '告诉反映人的话', refuseWordsHint: '说清为什么，以及可以找谁', lead: '牵头单位', proposed: '按类别默认推荐', co: '协办单位', instruction: '要求', instructionHint: '要特别注意的，选填',
      claimWords: '认领后由您的单位负责办理，时限从认领时算起。', result: '办理情况', resultHint: '做了什么，现在怎么样', publicAnswer: '给反映人的答复', publicAnswerHint: '用大白话写，反映人会看到', returnWords: '说明', returnWordsHint: '让派遣的人知道该派给谁', passed: '现场看到的', yes: '已经办好', no: '没有办好，需要返工', note: '现场情况', send: '提交', sendHint: 'Ctrl + Enter 提交', kept: '没有提交的内容会替您留着',
      changed: '您打开之后，别人做了：', again: '看过以后再提交一次即可。', gone: '现在不能再做这一步了，您写的内容还在。', required: '请填写', choose: '请选择',
    },
    conflictTitle: '这件事项有了新变化',
  },
  {
    views: { label: 'Lists', to_accept: 'To accept', to_dispatch: 'To dispatch', to_claim: 'To claim', in_progress: 'In progress', to_verify: 'To verify', to_rate: 'To be rated', overdue: 'Overdue', open: 'All open', mine: 'Reported by me', ended: 'Ended', all: 'All' },
    list: { label: '{{view}}', empty: 'There is nothing in “{{view}}”', fresh: '{{count}} new, show them', movedOn: 'has moved on', end: 'That is all', number: 'Number {{number}}' },
    one: {
      label: 'Matter', choose: 'Choose a matter on the left. The keys j and k go down and up.', said: 'What was reported', place: 'Place', area: 'Area', holder: 'Who has it', due: 'Date promised', reporter: 'Reporter', anonymous: 'Anonymous', noPhone: 'Left no phone number', category: 'Category', noCategory: 'Not set yet', source: 'Source', reportedAt: 'Reported',
      clocks: 'Limits', until: '{{kind}}', stopped: 'done', notAnnounced: 'The holidays of that year are not announced yet; ordinary working days are counted', assignments: 'Assignments', handler: 'Handler {{name}}', instruction: 'Instruction: {{words}}', result: 'Result: {{words}}', returned: 'Returned: {{reason}}', timeline: 'What happened', answer: 'Answer to the reporter', refusal: 'Why it was refused', rating: 'Rating', stars: '{{count}} of 5 stars', solved: 'Solved', unsolved: 'Not solved', words: 'In the reporter’s words', located: { nearest: 'Outside every grid; given to the nearest', by_address: 'No coordinates; check the grid by the address' }, rework: 'Reworked {{count}} times', spot: 'Solved on the spot', nothingToDo: 'There is nothing for you to do now', copyNumber: 'Copy the number', copied: 'Number copied', ended: 'Ended',
    },
    act: {
      accept: 'Accept', refuse: 'Refuse', dispatch: 'Dispatch', claim: 'Claim', finish: 'Finish', return: 'Return', verify: 'Verify', solve_on_spot: 'Solved on the spot', withOrganisation: '{{action}} ({{organisation}})', key: 'Key {{key}}', done: '{{action}}: done',
      category: 'Category', categoryHint: 'Search in Chinese, English or by code', severity: 'Severity', filing: 'Filing condition', closing: 'Closing condition', reason: 'Reason', refuseWords: 'What the reporter is told', refuseWordsHint: 'Say why, and who to turn to', lead: 'Lead', proposed: 'Proposed by the category', co: 'Co-handlers', instruction: 'Instruction', instructionHint: 'Anything to watch for; optional',
      claimWords: 'Your organisation takes it on; its limit runs from now.', result: 'What was done', resultHint: 'What you did, and how it is now', publicAnswer: 'Answer to the reporter', publicAnswerHint: 'In plain words; the reporter reads this', returnWords: 'Explanation', returnWordsHint: 'So that the desk knows who to send it to', passed: 'What was found', yes: 'It is done', no: 'Not done; back to work', note: 'On site', send: 'Send', sendHint: 'Ctrl + Enter sends', kept: 'What you do not send is kept for you',
      changed: 'Since you opened this, others did:', again: 'Look at it, then send once more.', gone: 'This step can no longer be taken. What you wrote is still here.', required: 'Please fill this in', choose: 'Please choose',
    },
    conflictTitle: 'This matter has changed',
  },
)
