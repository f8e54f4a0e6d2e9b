import { defineTexts } from '@linli/ui'

export const useExportTexts = defineTexts(
  'export',
  {
    open: '导出…',
    title: '导出',
    send: '导出',
    close: '关闭',
    what: '“{{view}}”里符合当前条件的事项',
    format: '格式',
    formats: { xlsx: 'Excel 工作簿', csv: 'CSV' },
    kept: '保存几天',
    keptHint: '1 到 90 天，到期自动删除。',
    masked: '电话、身份证号和邮箱会隐去部分。文件上写明由谁、何时、按什么条件导出；导出和下载都会记录。',
    ordered: '正在生成，做好后通知您。',
    look: '查看进度和下载',
  },
  {
    open: 'Export…',
    title: 'Export',
    send: 'Export',
    close: 'Close',
    what: 'The matters in “{{view}}” under the present conditions',
    format: 'Form',
    formats: { xlsx: 'Excel workbook', csv: 'CSV' },
    kept: 'Days to keep it',
    keptHint: 'From 1 to 90 days; then it is deleted by itself.',
    masked:
      'Phone, identity card and mail numbers are partly hidden. The file says who exported it, when and by what conditions; exporting and downloading are written down.',
    ordered: 'It is being made; you are told when it is ready.',
    look: 'See how far it is, and download it',
  },
)
