import { defineTexts } from '@linli/ui'

/** Texts of the frame around every page. */
export const useFrameTexts = defineTexts(
  'frame',
  {
    title: '邻里工作台',
    nav: { label: '主导航', desk: '办事台', map: '地图', call: '来电登记', areas: '区域', people: '人员' },
    menu: {
      label: '我的菜单',
      language: 'English',
      look: '外观',
      light: '浅色',
      dark: '深色',
      device: '跟随系统',
      password: '修改密码',
      signOut: '退出登录',
    },
    nothing: '您的账号现在没有任何岗位，所以看不到内容。请联系管理员设置岗位。',
    skip: '跳到主要内容',
  },
  {
    title: 'Linli desk',
    nav: { label: 'Main', desk: 'Desk', map: 'Map', call: 'Calls', areas: 'Areas', people: 'People' },
    menu: {
      label: 'My menu',
      language: '中文',
      look: 'Look',
      light: 'Light',
      dark: 'Dark',
      device: 'As the device',
      password: 'Change password',
      signOut: 'Sign out',
    },
    nothing: 'Your account holds no post today, so there is nothing to see. Ask an administrator to give you one.',
    skip: 'Skip to content',
  },
)
