import { describe, expect, test } from 'vitest'
import { departmentSeed } from '../people/department-seed.ts'
import { categorySeed } from './category-seed.ts'

/** What a city needs on its first day: components and events after GB/T 30428, livelihood after the hotlines. */
const expected: Record<string, string> = {
  'C01 公用设施':
    '上水井盖 污水井盖 雨水井盖 雨水箅子 电力井盖 路灯井盖 通信井盖 电视井盖 网络井盖 热力井盖 燃气井盖 消防设施 无主井盖 通信交接箱 电力设施 立杆 路灯 地灯 景观灯 报刊亭 电话亭 邮筒 信息亭 自动售货机 健身设施 供水器 高压线铁塔 变压器 燃气调压站 治安岗亭',
  'C02 交通设施':
    '停车场 公交站亭 出租车站牌 过街天桥 地下通道 高架立交桥 跨河桥 交通标志牌 交通信号灯 交通护栏 存车支架 路名牌 交通信息屏 道路隔音屏',
  'C03 市容环境设施': '公共厕所 化粪池 公厕指示牌 垃圾间 垃圾箱 灯箱霓虹灯 广告牌匾 环保监测站 气象监测站 污水口监测站 噪声显示屏',
  'C04 园林绿化': '古树名木 行道树 护树设施 花架花钵 绿地 雕塑 街头座椅 绿地护栏 绿地维护设施 喷泉',
  'C05 其他设施': '宣传栏 人防工事 公房地下室 重大危险源 工地 水域附属设施 水域护栏',
  'E01 市容环境':
    '私搭乱建 暴露垃圾 积存垃圾渣土 道路不洁 水域不洁 绿地脏乱 废弃车辆 废弃家具设备 非装饰性树挂 道路破损 河堤破损 道路遗撒 建筑物外立面不洁 水域秩序 焚烧垃圾树叶 油烟污染 动物尸体清理 擅养家禽家畜',
  'E02 宣传广告': '非法小广告 违规户外广告 违规牌匾标识 占道广告牌 街头散发广告',
  'E03 施工管理': '施工扰民 工地扬尘 施工废弃料 施工占道 无证掘路',
  'E04 突发事件': '路面塌陷 自来水管破裂 燃气管破裂 热力管破裂 下水道堵塞 道路积水 积雪结冰 架空线缆损坏',
  'E05 街面秩序': '无照经营游商 流浪乞讨 占道废品收购 店外经营 机动车乱停放 非机动车乱停放 乱堆物料 露天烧烤 沿街晾挂 空调室外机低挂',
  'L 民生诉求':
    '供热 供水 供电 供气 电梯 物业服务 停车难 噪声 邻里纠纷 老旧小区改造 电动车充电 消防通道 白蚁虫害 公交出行 社会保障 教育 医疗 劳动 房产证照 救助关爱',
}

describe('the categories a city starts with', () => {
  test.each(Object.entries(expected))('have every kind of %s, in its order', (named, kinds) => {
    const [code, name] = named.split(' ')
    expect(categorySeed.find((row) => row.code === code)).toMatchObject({ nameZh: name, parentCode: null })
    expect(categorySeed.filter((row) => row.parentCode === code).map((row) => row.nameZh)).toEqual(kinds.split(' '))
  })

  test('have no class and no code beyond that, and none twice', () => {
    const classes = categorySeed.filter((row) => row.parentCode === null).map((row) => `${row.code} ${row.nameZh}`)
    expect(classes).toEqual(Object.keys(expected))
    expect(new Set(categorySeed.map((row) => row.code)).size).toBe(categorySeed.length)
  })

  test.each(categorySeed.map((row) => [row.nameZh, row] as const))(
    '%s has words residents use, conditions in both languages and a department',
    (_, row) => {
      expect(row.words.length).toBeGreaterThanOrEqual(row.parentCode === null ? 4 : 3)
      expect(new Set(row.words).size).toBe(row.words.length)
      for (const text of [row.filingConditionZh, row.closingConditionZh]) expect(text).toMatch(/\p{Script=Han}{4}/u)
      for (const text of [row.nameEn, row.filingConditionEn, row.closingConditionEn]) expect(text).toMatch(/^[A-Z][\x20-\x7e]+$/)
      expect(departmentSeed.map((department) => department.code)).toContain(row.departmentCode)
    },
  )
})
