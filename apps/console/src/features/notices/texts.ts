import { defineTexts } from '@linli/ui'

export const useNoticesTexts = defineTexts(
  'notices',
  {
    title: '消息', bell: '消息，{{count}} 条未读', none: '没有消息', readAll: '全部标为已读', unknown: '{{number}} 有新进展',
    events: {
      matter_reported: '{{number}} 有人反映了新的事项', matter_accepted: '{{number}} 已受理', matter_refused: '{{number}} 没有受理', matter_dispatched: '{{number}} 派给了您的单位', matter_claimed: '{{number}} 已被认领', matter_returned: '{{number}} 的派单被退回',
      matter_finished: '{{number}} 有单位办完了', matter_handled: '{{number}} 已办完，等待核查', matter_verified: '{{number}} 已核查', matter_rework: '{{number}} 核查没有通过，需要重新办', matter_rated: '{{number}} 收到评价', matter_reopened: '{{number}} 重新办理', matter_closed: '{{number}} 已办结',
      clock_yellow: '{{number}} 快到期了', clock_red: '{{number}} 已超时',
    },
  },
  {
    title: 'Notices', bell: 'Notices, {{count}} unread', none: 'No notices', readAll: 'Mark all as read', unknown: '{{number}}: something new',
    events: {
      matter_reported: '{{number}}: a new report', matter_accepted: '{{number}} was accepted', matter_refused: '{{number}} was not taken on', matter_dispatched: '{{number}} was sent to your organisation', matter_claimed: '{{number}} was claimed', matter_returned: '{{number}} was returned',
      matter_finished: '{{number}}: an organisation finished', matter_handled: '{{number}} is done and waits for verification', matter_verified: '{{number}} was verified', matter_rework: '{{number}} failed the check and goes back', matter_rated: '{{number}} was rated', matter_reopened: '{{number}} was opened again', matter_closed: '{{number}} was closed',
      clock_yellow: '{{number}} is due soon', clock_red: '{{number}} is overdue',
    },
  },
)
