import { defineTexts } from '@linli/ui'

export const useFileTexts = defineTexts(
  'files',
  {
    choose: '添加照片或文件',
    hint: '照片、视频、PDF、DOCX、XLSX，最多 12 个，也可以拖进来',
    retry: '再传一次',
    cancel: '取消上传 {{name}}',
    remove: '去掉 {{name}}',
    states: {
      uploading: '正在上传',
      processing: '已上传，正在检查',
      ready: '可以提交',
      failed: '没有传完，网络可能断了',
      refused: '没有收下',
    },
    notAccepted: '不支持这种文件。请用照片、视频、PDF、DOCX 或 XLSX。',
    tooLarge: '文件超过 {{most}} MB，请压缩后再传。',
    view: '查看 {{name}}',
    open: '打开 {{name}}（{{size}}）',
    attached: '附件',
  },
  {
    choose: 'Add photos or files',
    hint: 'Photos, videos, PDF, DOCX or XLSX, up to 12; can be dropped here too',
    retry: 'Try again',
    cancel: 'Cancel {{name}}',
    remove: 'Remove {{name}}',
    states: {
      uploading: 'Uploading',
      processing: 'Uploaded, being checked',
      ready: 'Ready to be sent',
      failed: 'Not finished; the connection may be lost',
      refused: 'Not taken',
    },
    notAccepted: 'This kind of file is not taken. Use photos, videos, PDF, DOCX or XLSX.',
    tooLarge: 'The file is over {{most}} MB. Make it smaller and send it again.',
    view: 'View {{name}}',
    open: 'Open {{name}} ({{size}})',
    attached: 'Files',
  },
)
