import { defineTexts } from '@linli/ui'

export const usePeopleTexts = defineTexts(
  'people',
  {
    organisations: '单位', search: '查找单位', none: '没有找到', choose: '从左边选一个单位，或者查一个区域的岗位', byArea: '按区域查岗位', areaHint: '输入区域名称或代码', posts: '岗位', ended: '已停用', code: '代码', kind: '类型',
    kinds: { department: '部门', party_organisation: '党组织', property_firm: '物业', owners_committee: '业委会', social_organisation: '社会组织', merchant: '商户', employer: '单位', courier_firm: '快递企业', volunteer_team: '志愿队' },
  },
  {
    organisations: 'Organisations', search: 'Search organisations', none: 'Nothing found', choose: 'Choose an organisation on the left, or look up the posts of an area', byArea: 'Posts of an area', areaHint: 'Name or code of an area', posts: 'Posts', ended: 'Ended', code: 'Code', kind: 'Kind',
    kinds: { department: 'Department', party_organisation: 'Party organisation', property_firm: 'Property firm', owners_committee: 'Owners’ committee', social_organisation: 'Social organisation', merchant: 'Merchant', employer: 'Employer', courier_firm: 'Courier firm', volunteer_team: 'Volunteer team' },
  },
)
