import type { Random } from '../demo/random.ts'

/** Words residents say for one another; any of a row may stand for any other. */
const synonyms: readonly (readonly string[])[] = [
  ['坏了', '不能用了', '出毛病了'],
  ['灭了', '不亮了', '黑着'],
  ['差点', '险些', '好悬'],
  ['麻烦', '请', '劳烦', '希望'],
  ['没人管', '无人处理', '也不见有人来'],
  ['晚上', '夜里', '天黑以后'],
  ['孩子', '小孩', '娃', '孙子'],
  ['老人', '老年人', '岁数大的', '老头老太太'],
  ['味道', '气味', '臭味'],
  ['堵了', '不通', '堵死了'],
  ['车', '车辆', '小汽车'],
  ['掉了', '脱落', '掉下来了'],
  ['裂', '开裂', '裂开'],
  ['满了', '装不下', '溢出来'],
  ['危险', '不安全', '吓人', '有隐患'],
  ['吵', '噪音大', '闹得慌'],
  ['睡不着', '没法休息', '睡不好觉'],
  ['门口', '门前', '大门外'],
  ['旁边', '边上', '跟前'],
  ['一个星期', '七八天', '好些天'],
  ['好几次', '多次', '不止一回'],
  ['更换', '换掉', '换新的'],
  ['修', '维修', '修理'],
  ['清理', '清走', '打扫'],
  ['路过', '经过', '从那儿走'],
  ['积水', '存水', '全是水'],
  ['倾斜', '歪了', '斜着'],
  ['破损', '坏', '烂了'],
  ['影响', '妨碍', '耽误'],
  ['居民', '住户', '街坊'],
]

const openings = ['你好，', '反映个事：', '我是附近居民，', '刚才路过看见，', '我们这边，', '同问，', '']
const endings = ['请尽快处理。', '大家都有意见。', '已经好几天了。', '什么时候能弄好？', '盼回复，谢谢！', '']

/** The same thing as somebody else would report it: shorter, in another order, with other words, and typed in a hurry. */
export function reword(random: Random, text: string, place: string): string {
  const clauses = text.split(/(?<=[，。！？；：])/)
  const named = clauses.filter((clause) => clause.includes(place))
  const others = clauses.filter((clause) => !clause.includes(place))
  // Somebody else says at most a part of it, and whatever comes to mind first.
  const kept = others.filter(() => random.chance(0.6))
  const told = kept.length + named.length > 0 ? [...named, ...kept] : clauses
  const mixed = random.chance(0.4) ? told.toReversed() : told
  const said = mixed.map((clause) => swapWords(random, clause)).join('')
  return `${random.pick(openings)}${mistype(random, said.replaceAll(place, placeAs(random, place)))}${random.pick(endings)}`
}

/** The place as others call it: in full, in part, or only pointed at on the map. */
export function placeAs(random: Random, place: string): string {
  const chance = random.next()
  if (chance < 0.55) return place
  if (chance < 0.8) return place.slice(0, Math.max(2, Math.ceil(place.length / 2)))
  return random.pick(['这里', '我标的位置', '这边'])
}

function swapWords(random: Random, clause: string): string {
  let swapped = clause
  for (const row of synonyms) {
    const word = row.find((each) => swapped.includes(each))
    if (word !== undefined && random.chance(0.6)) swapped = swapped.replace(word, random.pick(row))
  }
  return swapped
}

/** One sign in thirty is left out, doubled, or taken from beside it. */
export function mistype(random: Random, text: string): string {
  const signs = Array.from(text)
  return signs
    .map((sign, at) => {
      if (!random.chance(1 / 30)) return sign
      return random.pick(['', sign + sign, signs[at + 1] ?? sign])
    })
    .join('')
}
