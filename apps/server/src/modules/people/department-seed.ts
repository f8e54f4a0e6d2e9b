/** A department a new city starts with; the city renames, adds and removes as its own structure asks. */
export interface DepartmentSeed {
  /** Stable word that categories and routing rules refer to; never shown to a resident. */
  code: string
  nameZh: string
  nameEn: string
}

/**
 * The departments a county-level city usually routes to, utilities included, because a resident
 * without heating does not care whether a bureau or a company answers. The heating, power and gas
 * entries stand for whichever operator serves the city.
 */
export const departmentSeed: readonly DepartmentSeed[] = [
  { code: 'city-management', nameZh: '城市管理局', nameEn: 'City Management Bureau' },
  {
    code: 'law-enforcement',
    nameZh: '综合行政执法局',
    nameEn: 'Integrated Law Enforcement Bureau',
  },
  {
    code: 'housing',
    nameZh: '住房和城乡建设局',
    nameEn: 'Housing and Urban-Rural Development Bureau',
  },
  { code: 'transport', nameZh: '交通运输局', nameEn: 'Transport Bureau' },
  { code: 'public-security', nameZh: '公安局', nameEn: 'Public Security Bureau' },
  { code: 'market-regulation', nameZh: '市场监督管理局', nameEn: 'Market Regulation Bureau' },
  { code: 'ecology', nameZh: '生态环境局', nameEn: 'Ecology and Environment Bureau' },
  { code: 'emergency-management', nameZh: '应急管理局', nameEn: 'Emergency Management Bureau' },
  { code: 'fire-rescue', nameZh: '消防救援大队', nameEn: 'Fire and Rescue Brigade' },
  { code: 'civil-affairs', nameZh: '民政局', nameEn: 'Civil Affairs Bureau' },
  { code: 'health', nameZh: '卫生健康局', nameEn: 'Health Bureau' },
  { code: 'education', nameZh: '教育局', nameEn: 'Education Bureau' },
  {
    code: 'human-resources',
    nameZh: '人力资源和社会保障局',
    nameEn: 'Human Resources and Social Security Bureau',
  },
  { code: 'water', nameZh: '水务局', nameEn: 'Water Bureau' },
  { code: 'gardens', nameZh: '园林绿化局', nameEn: 'Parks and Gardens Bureau' },
  { code: 'heating', nameZh: '供热服务中心', nameEn: 'Heating Service Centre' },
  { code: 'power', nameZh: '供电公司', nameEn: 'Power Supply Company' },
  { code: 'gas', nameZh: '燃气公司', nameEn: 'Gas Company' },
  { code: 'telecom', nameZh: '通信建设管理办公室', nameEn: 'Telecommunications Facilities Office' },
  {
    code: 'government-services',
    nameZh: '政务服务和数据管理局',
    nameEn: 'Government Services and Data Bureau',
  },
]
