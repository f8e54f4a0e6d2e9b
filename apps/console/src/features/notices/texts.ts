import { defineTexts } from '@linli/ui'

export const useNoticesTexts = defineTexts(
  'notices',
  {
    title: '消息',
    bell: '消息，{{count}} 条未读',
    none: '没有消息',
    readAll: '全部标为已读',
  },
  {
    title: 'Notices',
    bell: 'Notices, {{count}} unread',
    none: 'No notices',
    readAll: 'Mark all as read',
  },
)
