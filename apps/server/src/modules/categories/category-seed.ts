/** A class or a kind a new city starts with. Class rows have no parent; kind rows have a class as parent. */
export interface CategorySeed {
  /** `C01` for a class, `C01-02` for a kind. Provisional: a city imports its own numbers. */
  code: string
  /** The class of a kind; null for a class. */
  parentCode: string | null
  /** Decides the order of duty: a component goes to its owner first, an event to its area first. */
  family: 'component' | 'event' | 'livelihood'
  nameZh: string
  nameEn: string
  /** What residents call it, for suggesting a category from a text. */
  words: readonly string[]
  /** Default lead, a code of the people module's department seed. */
  departmentCode: string
  filingConditionZh: string
  filingConditionEn: string
  closingConditionZh: string
  closingConditionEn: string
  /** The usual severity; the desk may set another on the matter. */
  severity: 'ordinary' | 'urgent' | 'complex' | 'major'
}

interface Sentence {
  zh: string
  en: string
}

/** What a class gives to all its kinds unless a kind states its own. */
interface Handling {
  severity: CategorySeed['severity']
  filing: Sentence
  closing: Sentence
}

type Own = Partial<Handling>

/** One kind; a department or handling left out is that of the class. */
type KindRow = readonly [nameZh: string, nameEn: string, wordsWithSpaces: string, departmentCode?: string, own?: Own]

interface ClassTable extends Handling {
  code: string
  family: CategorySeed['family']
  nameZh: string
  nameEn: string
  words: string
  departmentCode: string
  /** The position is the number of the kind, so a new kind is added at the end. */
  kinds: readonly KindRow[]
}

const urgent: Own = { severity: 'urgent' }
const complex: Own = { severity: 'complex' }
const major: Own = { severity: 'major' }

/** Shared by every cover in the road: a missing one can kill, whoever owns the pipe below. */
const manholeCover: Own = {
  severity: 'urgent',
  filing: {
    zh: '井盖缺失、破损、移位、下沉或异响，影响通行安全',
    en: 'The cover is missing, broken, shifted, sunken or rattling, and passing is unsafe.',
  },
  closing: {
    zh: '井盖补齐、平整、稳固，防护撤除，现场照片可证',
    en: 'The cover is in place, level and firm, barriers are removed, and a photo shows it.',
  },
}

/** Shared by heating, water, power and gas: a home without any of them cannot wait three working days. */
const supply: Own = {
  severity: 'urgent',
  filing: {
    zh: '住户反映中断、不足、质量异常或收费有疑问，地址可查',
    en: 'A household reports an interruption, shortage, poor quality or a doubtful bill, at a known address.',
  },
  closing: {
    zh: '供应恢复正常或费用已核清，并已回复反映人',
    en: 'Supply is back to normal or the bill is settled, and the reporter has an answer.',
  },
}

const powerBox: Own = {
  severity: 'urgent',
  filing: {
    zh: '箱门敞开、线头外露、倾斜或有触电危险',
    en: 'A door stands open, wires are bare, or people could be shocked.',
  },
}

const streetLight: Own = {
  filing: {
    zh: '单盏或成片不亮、闪烁、常明，或灯杆灯罩损坏',
    en: 'One or several lamps are dark, flicker or burn all day, or the post or shade is damaged.',
  },
  closing: {
    zh: '夜间照明恢复，灯杆牢固，夜间照片可证',
    en: 'The lamp lights at night, the post is firm, and a photo taken at night shows it.',
  },
}

const trafficSignal: Own = {
  severity: 'urgent',
  filing: {
    zh: '灯不亮、相位错误、倒计时失灵或灯杆受损',
    en: 'Lamps are dark, phases clash, the countdown fails, or the post is damaged.',
  },
}

const septicTank: Own = {
  severity: 'urgent',
  closing: {
    zh: '满溢清掏完毕，路面冲洗干净，池盖复位',
    en: 'The tank is emptied, the ground washed and the lid back in place.',
  },
}

const looseBoard: Own = {
  filing: {
    zh: '牌匾松动、破损、缺字或有坠落危险',
    en: 'A board is loose, broken, lacks letters or could fall.',
  },
}

const ancientTree: Own = {
  severity: 'complex',
  closing: {
    zh: '经专业人员查看并采取保护措施，登记在档',
    en: 'A specialist has looked, protected the tree and recorded it.',
  },
}

const majorHazard: Own = {
  severity: 'urgent',
  closing: {
    zh: '现场管控到位，隐患整改经复查合格',
    en: 'The site is under control and the remedy has passed a second inspection.',
  },
}

const illegalBuilding: Own = {
  severity: 'complex',
  filing: {
    zh: '未经批准新建、加建或占用公共部位，正在施工或已建成',
    en: 'Built, extended or taken from shared space without approval, under way or finished.',
  },
  closing: {
    zh: '依法拆除、补办手续或作出处理决定，并告知反映人',
    en: 'Removed, regularised or decided by law, and the reporter is told.',
  },
}

const abandonedVehicle: Own = {
  severity: 'complex',
  filing: {
    zh: '车辆长期停放公共区域，外观破败或无牌，无人使用',
    en: 'A vehicle has long stood in a shared place, wrecked or without plates, unused.',
  },
  closing: {
    zh: '联系车主移走，或公告期满依法拖移',
    en: 'The owner has moved it, or it was towed by law after public notice.',
  },
}

const damagedRoad: Own = {
  severity: 'complex',
  filing: {
    zh: '车行道或人行道出现坑槽、裂缝、沉陷或地砖松动缺失',
    en: 'Carriageway or pavement has holes, cracks, dips, or loose or missing slabs.',
  },
  closing: {
    zh: '修补平整、无高差，可安全通行，现场照片可证',
    en: 'Mended level with no step, safe to pass, and a photo shows it.',
  },
}

const openFire: Own = {
  closing: {
    zh: '火已扑灭，灰烬清走，行为人已受告诫',
    en: 'The fire is out, the ashes are gone and whoever lit it has been warned.',
  },
}

const nightWork: Own = {
  closing: {
    zh: '停止违规时段作业，工地已公示作息，反映人已回访',
    en: 'Work outside permitted hours has stopped, hours are posted and the reporter was called back.',
  },
}

const gasLeak: Own = {
  closing: {
    zh: '泄漏止住，浓度检测合格，供气恢复，现场解除警戒',
    en: 'The leak is stopped, readings are safe, gas is back on and the cordon lifted.',
  },
}

const roughSleeper: Own = {
  filing: {
    zh: '发现流浪、乞讨或露宿人员，可能需要救助',
    en: 'Somebody is wandering, begging or sleeping outside and may need help.',
  },
  closing: {
    zh: '已当面询问并提供救助，接受、劝返或安置情况有记录',
    en: 'Help was offered in person, and whether it was taken is on record.',
  },
}

const lift: Own = {
  severity: 'urgent',
  closing: {
    zh: '维保单位修复并试运行正常，检验标志有效',
    en: 'The maintenance firm has repaired it, a test run is normal and the inspection mark is valid.',
  },
}

const neighbours: Own = {
  severity: 'complex',
  closing: {
    zh: '当面调解，达成书面约定，或告知依法解决的途径',
    en: 'Mediated in person with a written agreement, or both sides know the legal way.',
  },
}

const batteryCharging: Own = {
  severity: 'urgent',
  filing: {
    zh: '私拉电线、电瓶入户充电，或缺少充电设施、设施故障',
    en: 'Cables hang from windows, batteries charge indoors, or chargers are lacking or broken.',
  },
  closing: {
    zh: '违规充电已消除，或充电设施可用并已告知住户',
    en: 'Unsafe charging has ended, or chargers work and the residents know.',
  },
}

const fireLane: Own = {
  severity: 'urgent',
  closing: {
    zh: '通道清空、标线清楚，责任人已告知',
    en: 'The lane is clear, its lines can be read and whoever is responsible has been told.',
  },
}

const publicFacilities: ClassTable = {
  code: 'C01',
  family: 'component',
  nameZh: '公用设施',
  nameEn: 'Public utilities',
  words: '公共设施 井盖 路灯 电线杆',
  departmentCode: 'city-management',
  severity: 'ordinary',
  filing: {
    zh: '设施缺失、破损、倾斜、脏污或不能使用，位置明确',
    en: 'A facility is missing, broken, leaning, dirty or out of use, and its place is clear.',
  },
  closing: {
    zh: '设施修复、更换或清洁完毕，能正常使用，现场照片可证',
    en: 'The facility is repaired, replaced or cleaned and works, and a photo shows it.',
  },
  kinds: [
    ['上水井盖', 'Water supply manhole cover', '自来水井盖 水表井 阀门井', 'water', manholeCover],
    ['污水井盖', 'Sewer manhole cover', '污水井 下水井盖 井盖冒水', 'water', manholeCover],
    ['雨水井盖', 'Storm drain manhole cover', '雨水井 井盖没了 井盖响', 'water', manholeCover],
    ['雨水箅子', 'Storm grate', '雨水篦子 排水口 水箅子', 'water', manholeCover],
    ['电力井盖', 'Power manhole cover', '电缆井 电力井 供电井盖', 'power', manholeCover],
    ['路灯井盖', 'Street light manhole cover', '路灯井 灯杆旁井盖 路灯杆下面的盖子', 'city-management', manholeCover],
    ['通信井盖', 'Telecom manhole cover', '通信井 电信井盖 光缆井', 'telecom', manholeCover],
    ['电视井盖', 'Cable television manhole cover', '有线电视井 广电井盖 有线井盖', 'telecom', manholeCover],
    ['网络井盖', 'Data network manhole cover', '宽带井 网线井 网络井', 'telecom', manholeCover],
    ['热力井盖', 'Heating manhole cover', '暖气井 热力井 井口冒热气', 'heating', manholeCover],
    ['燃气井盖', 'Gas manhole cover', '煤气井 天然气井盖 燃气阀门井', 'gas', manholeCover],
    ['消防设施', 'Fire-fighting facility', '消火栓 消防栓 灭火器 消防水带', 'fire-rescue', urgent],
    ['无主井盖', 'Manhole cover without an owner', '没人管的井盖 不知谁家的井 无主井', 'city-management', manholeCover],
    ['通信交接箱', 'Telecom cabinet', '光交箱 电信箱 通信箱门开了', 'telecom'],
    ['电力设施', 'Power equipment', '配电箱 电表箱 开关箱 箱门没锁', 'power', powerBox],
    ['立杆', 'Pole', '电线杆 歪杆 废弃杆子 监控杆'],
    ['路灯', 'Street light', '路灯不亮 路灯坏了 黑灯 灯一闪一闪 白天亮灯', 'city-management', streetLight],
    ['地灯', 'Ground light', '地面灯 埋地灯 地灯碎了'],
    ['景观灯', 'Decorative light', '景观灯 亮化灯 草坪灯'],
    ['报刊亭', 'News stand', '报亭 报刊亭 卖报亭子'],
    ['电话亭', 'Telephone booth', '电话亭 公用电话 磁卡电话 话亭玻璃', 'telecom'],
    ['邮筒', 'Postbox', '邮筒 信箱 邮政信筒'],
    ['信息亭', 'Information kiosk', '信息亭 便民终端 查询机', 'government-services'],
    ['自动售货机', 'Vending machine', '售货机 饮料机 吞钱不出货', 'market-regulation'],
    ['健身设施', 'Exercise equipment', '健身器材 单杠 漫步机 儿童滑梯'],
    ['供水器', 'Drinking water dispenser', '直饮水 售水机 接水机', 'water'],
    ['高压线铁塔', 'High-voltage pylon', '铁塔 高压塔 高压线', 'power', urgent],
    ['变压器', 'Transformer', '变压器 箱变 变压器响', 'power', urgent],
    ['燃气调压站', 'Gas regulator station', '调压箱 调压柜 燃气箱有味', 'gas', urgent],
    ['治安岗亭', 'Police post', '岗亭 警务亭 治安亭', 'public-security'],
  ],
}

const trafficFacilities: ClassTable = {
  code: 'C02',
  family: 'component',
  nameZh: '交通设施',
  nameEn: 'Traffic facilities',
  words: '交通设施 红绿灯 护栏 站牌 桥',
  departmentCode: 'transport',
  severity: 'ordinary',
  filing: {
    zh: '交通设施缺失、损坏、被遮挡或指示有误，影响出行',
    en: 'A traffic facility is missing, damaged, hidden or wrong, and travel suffers.',
  },
  closing: {
    zh: '设施修复或更换，指示清楚，通行正常，现场照片可证',
    en: 'The facility is repaired or replaced, reads clearly, traffic flows, and a photo shows it.',
  },
  kinds: [
    ['停车场', 'Car park', '停车场 车库 道闸 停车收费', 'city-management'],
    ['公交站亭', 'Bus shelter', '公交站 候车亭 站台 站牌'],
    ['出租车站牌', 'Taxi rank sign', '出租车停靠点 打车牌 出租站牌'],
    ['过街天桥', 'Pedestrian bridge', '天桥 人行天桥 天桥台阶', 'transport', complex],
    ['地下通道', 'Underpass', '地下通道 过街地道 通道漏水', 'transport', complex],
    ['高架立交桥', 'Viaduct or flyover', '高架 立交桥 桥缝', 'transport', complex],
    ['跨河桥', 'Bridge over a river', '过河桥 桥栏杆 桥面坑', 'transport', complex],
    ['交通标志牌', 'Traffic sign', '指示牌 限速牌 禁停牌 牌子被树挡', 'public-security'],
    ['交通信号灯', 'Traffic signal', '红绿灯 信号灯 红绿灯不亮 读秒坏了', 'public-security', trafficSignal],
    ['交通护栏', 'Traffic barrier', '护栏倒了 隔离栏 护栏缺口', 'public-security'],
    ['存车支架', 'Bicycle rack', '自行车架 存车架 停车桩', 'city-management'],
    ['路名牌', 'Street name sign', '路牌 街牌 路名写错', 'civil-affairs'],
    ['交通信息屏', 'Traffic display', '交通大屏 诱导屏 屏幕花屏', 'public-security'],
    ['道路隔音屏', 'Road noise barrier', '隔音板 声屏障 隔音墙'],
  ],
}

const environmentFacilities: ClassTable = {
  code: 'C03',
  family: 'component',
  nameZh: '市容环境设施',
  nameEn: 'Sanitation and streetscape facilities',
  words: '厕所 垃圾桶 化粪池 招牌 环卫设施',
  departmentCode: 'city-management',
  severity: 'ordinary',
  filing: {
    zh: '设施破损、满溢、脏污、停用或有掉落危险，位置明确',
    en: 'A facility is broken, overflowing, dirty, closed or could fall, and its place is clear.',
  },
  closing: {
    zh: '设施修复或清理完毕，内外整洁，能正常使用，现场照片可证',
    en: 'The facility is repaired or cleared, clean inside and out, in use, and a photo shows it.',
  },
  kinds: [
    ['公共厕所', 'Public toilet', '公厕 厕所脏 厕所锁门 没水冲'],
    ['化粪池', 'Septic tank', '化粪池满了 粪水外溢 抽粪', 'city-management', septicTank],
    ['公厕指示牌', 'Public toilet sign', '厕所指示牌 公厕牌子 找不到厕所'],
    ['垃圾间', 'Rubbish room', '垃圾房 垃圾站 垃圾中转站'],
    ['垃圾箱', 'Litter bin', '垃圾桶 果皮箱 分类桶 垃圾桶满了'],
    ['灯箱霓虹灯', 'Light box or neon sign', '灯箱 霓虹灯 灯字缺亮'],
    ['广告牌匾', 'Advertising board or shop sign', '广告牌 店招 招牌要掉 门头', 'law-enforcement', looseBoard],
    ['环保监测站', 'Air monitoring station', '空气监测站 环保监测点 测空气的小房子', 'ecology'],
    ['气象监测站', 'Weather station', '气象站 雨量筒 风向标', 'emergency-management'],
    ['污水口监测站', 'Outfall monitoring station', '排污口监测 污水监测房 排污口小屋', 'ecology'],
    ['噪声显示屏', 'Noise display', '噪音屏 分贝牌 噪声显示牌', 'ecology'],
  ],
}

const greenery: ClassTable = {
  code: 'C04',
  family: 'component',
  nameZh: '园林绿化',
  nameEn: 'Parks and greenery',
  words: '树 绿化 草坪 花坛 公园',
  departmentCode: 'gardens',
  severity: 'ordinary',
  filing: {
    zh: '植株枯死、倾倒、遭虫害，或绿化设施缺损，位置明确',
    en: 'Plants are dead, fallen or infested, or a garden facility is damaged, and the place is clear.',
  },
  closing: {
    zh: '完成修剪、扶正、补植或修复，现场清运干净，照片可证',
    en: 'Pruned, propped, replanted or repaired, the site cleared, and a photo shows it.',
  },
  kinds: [
    ['古树名木', 'Ancient or notable tree', '古树 老槐树 百年老树 树洞', 'gardens', ancientTree],
    ['行道树', 'Street tree', '路边树 树枝挡路 树歪了 树枯了 树枝断了'],
    ['护树设施', 'Tree guard', '树池 树篦子 护树架 树坑砖'],
    ['花架花钵', 'Flower stand or planter', '花盆 花箱 花架 花钵'],
    ['绿地', 'Green space', '草坪 绿化带 草太高 踩秃 花坛'],
    ['雕塑', 'Sculpture', '雕像 雕塑 雕塑掉漆'],
    ['街头座椅', 'Street seat', '长椅 长凳 座椅断板'],
    ['绿地护栏', 'Green space railing', '绿化护栏 草坪围栏 栏杆锈断'],
    ['绿地维护设施', 'Irrigation and garden equipment', '喷头 浇水管 绿化水管漏水'],
    ['喷泉', 'Fountain', '喷泉 水池 喷水池发臭'],
  ],
}

const otherFacilities: ClassTable = {
  code: 'C05',
  family: 'component',
  nameZh: '其他设施',
  nameEn: 'Other facilities',
  words: '宣传栏 工地 河边护栏 地下室',
  departmentCode: 'city-management',
  severity: 'ordinary',
  filing: {
    zh: '设施损坏、失管或存在安全隐患，位置明确',
    en: 'A facility is damaged, untended or dangerous, and its place is clear.',
  },
  closing: {
    zh: '隐患消除或设施修复，责任单位书面确认，现场照片可证',
    en: 'The danger is gone or the facility repaired, the owner confirms in writing, and a photo shows it.',
  },
  kinds: [
    ['宣传栏', 'Notice board', '宣传栏 公告栏 橱窗玻璃碎了'],
    ['人防工事', 'Civil air defence work', '防空洞 人防地下室 人防门', 'housing', complex],
    ['公房地下室', 'Basement of public housing', '地下室积水 地下室住人 公房地下室', 'housing'],
    ['重大危险源', 'Major hazard', '危险品 油库 化学品仓库 液化气站', 'emergency-management', majorHazard],
    ['工地', 'Building site', '工地围挡 工地大门 围挡倒了', 'housing'],
    ['水域附属设施', 'Waterside facility', '码头台阶 亲水平台 水闸 救生圈', 'water'],
    ['水域护栏', 'Waterside railing', '河边栏杆 湖边护栏 栏杆断了', 'water', urgent],
  ],
}

const appearance: ClassTable = {
  code: 'E01',
  family: 'event',
  nameZh: '市容环境',
  nameEn: 'Street appearance and environment',
  words: '脏乱 垃圾 臭味 违建 没人清理',
  departmentCode: 'city-management',
  severity: 'ordinary',
  filing: {
    zh: '公共区域出现脏乱、破损或污染，位置明确，现场可见',
    en: 'A shared place is dirty, damaged or polluted, the place is clear and it can be seen.',
  },
  closing: {
    zh: '恢复原状或清理完毕，现场照片可证',
    en: 'Restored or cleared, and a photo of the place shows it.',
  },
  kinds: [
    ['私搭乱建', 'Illegal building', '违建 违章建筑 私自加盖 阳光房 圈地', 'law-enforcement', illegalBuilding],
    ['暴露垃圾', 'Exposed rubbish', '垃圾没人收 垃圾堆 垃圾遍地 生活垃圾 垃圾外溢'],
    ['积存垃圾渣土', 'Piled rubble', '装修垃圾 建筑垃圾 渣土堆 碎砖头'],
    ['道路不洁', 'Dirty road', '路面脏 泥土 落叶没扫 路上油污'],
    ['水域不洁', 'Dirty water', '河里垃圾 水发黑 河水臭 浮萍', 'water'],
    ['绿地脏乱', 'Littered green space', '草坪垃圾 绿化带垃圾 花坛烟头', 'gardens'],
    ['废弃车辆', 'Abandoned vehicle', '僵尸车 废车 没牌照的车 长期不动的车', 'public-security', abandonedVehicle],
    ['废弃家具设备', 'Discarded furniture or equipment', '旧沙发 旧床垫 破柜子 旧家电'],
    ['非装饰性树挂', 'Things hanging in trees', '树上塑料袋 树上挂绳 风筝挂树', 'gardens'],
    ['道路破损', 'Damaged road', '路面坑洼 大坑 裂缝 地砖松动 人行道破', 'city-management', damagedRoad],
    ['河堤破损', 'Damaged embankment', '河堤塌 护坡裂 堤岸掉石头', 'water', complex],
    ['道路遗撒', 'Spillage on the road', '渣土车洒 路上石子 水泥洒了 漏油', 'law-enforcement'],
    ['建筑物外立面不洁', 'Dirty building front', '外墙脏 墙皮脱落 楼面污渍', 'law-enforcement'],
    ['水域秩序', 'Order on the water', '下河游泳 钓鱼 电鱼 野泳', 'water', urgent],
    ['焚烧垃圾树叶', 'Burning rubbish or leaves', '烧垃圾 烧树叶 烧秸秆 浓烟 呛人', 'law-enforcement', openFire],
    ['油烟污染', 'Cooking fumes', '油烟味 排烟管 饭店油烟 炒菜呛人', 'law-enforcement'],
    ['动物尸体清理', 'Dead animal', '死猫 死狗 死老鼠 动物尸体'],
    ['擅养家禽家畜', 'Unauthorised animals', '养鸡 鸡叫 养鹅 流浪狗 遛狗不牵绳', 'law-enforcement'],
  ],
}

const advertising: ClassTable = {
  code: 'E02',
  family: 'event',
  nameZh: '宣传广告',
  nameEn: 'Advertising',
  words: '小广告 广告牌 传单 招牌',
  departmentCode: 'law-enforcement',
  severity: 'ordinary',
  filing: {
    zh: '未经许可设置、张贴或散发广告，影响市容或通行',
    en: 'An advertisement is put up, pasted or handed out without permission and spoils the street or the way.',
  },
  closing: {
    zh: '广告清除或整改到位，墙面地面恢复，现场照片可证',
    en: 'The advertisement is gone or put right, wall and ground are restored, and a photo shows it.',
  },
  kinds: [
    ['非法小广告', 'Illegal bills', '牛皮癣 贴小广告 开锁广告 喷字'],
    ['违规户外广告', 'Unlawful outdoor advertising', '大幅广告 楼顶广告 墙体广告', 'law-enforcement', complex],
    ['违规牌匾标识', 'Unlawful shop sign', '门头超大 一店多牌 招牌太亮'],
    ['占道广告牌', 'Advertising board in the way', '立牌 占人行道的牌子 灯箱挡路 充气拱门'],
    ['街头散发广告', 'Handing out flyers', '发传单 塞广告 插车窗的卡片'],
  ],
}

const construction: ClassTable = {
  code: 'E03',
  family: 'event',
  nameZh: '施工管理',
  nameEn: 'Construction',
  words: '施工 工地 挖路 扬尘 装修',
  departmentCode: 'housing',
  severity: 'ordinary',
  filing: {
    zh: '施工影响居住、通行或环境，工地位置和时段明确',
    en: 'Building work disturbs homes, traffic or air, and site and hours are known.',
  },
  closing: {
    zh: '施工方整改到位，手续齐全或已停工，现场照片可证',
    en: 'The builder has put it right, papers are in order or work has stopped, and a photo shows it.',
  },
  kinds: [
    ['施工扰民', 'Disturbance by construction', '半夜施工 打桩 夜里浇筑 电钻声 睡不着', 'law-enforcement', nightWork],
    ['工地扬尘', 'Construction dust', '扬尘 灰大 土堆没盖 渣土车带泥'],
    ['施工废弃料', 'Construction waste', '工地废料 剩下的砖 施工垃圾没拉走'],
    ['施工占道', 'Construction blocking the way', '围挡占路 材料堆路上 吊车占道', 'law-enforcement'],
    ['无证掘路', 'Digging without a permit', '乱挖路 挖沟 挖了不填', 'law-enforcement', complex],
  ],
}

const sudden: ClassTable = {
  code: 'E04',
  family: 'event',
  nameZh: '突发事件',
  nameEn: 'Sudden incidents',
  words: '爆管 塌陷 漏气 积水 断线 冒水',
  departmentCode: 'emergency-management',
  severity: 'urgent',
  filing: {
    zh: '突然发生，危及人身、通行或供应，须即时处置',
    en: 'It happened suddenly and endangers people, traffic or supply, so somebody must act now.',
  },
  closing: {
    zh: '险情排除，供应和通行恢复，现场清理，照片可证',
    en: 'The danger is over, supply and traffic are back, the site is cleared, and a photo shows it.',
  },
  kinds: [
    ['路面塌陷', 'Road collapse', '路塌了 地面下沉 塌坑 路面空洞', 'city-management'],
    ['自来水管破裂', 'Burst water main', '水管爆了 自来水冒水 漏水 喷水', 'water'],
    ['燃气管破裂', 'Burst gas pipe', '煤气味 燃气泄漏 天然气漏气 挖断燃气管', 'gas', gasLeak],
    ['热力管破裂', 'Burst heating pipe', '暖气管爆 热水冒出 地沟冒热气', 'heating'],
    ['下水道堵塞', 'Blocked drain', '下水堵了 污水外冒 返水 马桶往上冒', 'water'],
    ['道路积水', 'Standing water on the road', '积水 淹了 雨后走不了 水没过脚', 'water'],
    ['积雪结冰', 'Snow and ice', '结冰 积雪 路滑 冰溜子 没人铲雪', 'city-management'],
    ['架空线缆损坏', 'Damaged overhead line', '电线掉了 网线耷拉 线缆垂下来 断线', 'telecom'],
  ],
}

const streetOrder: ClassTable = {
  code: 'E05',
  family: 'event',
  nameZh: '街面秩序',
  nameEn: 'Order in the street',
  words: '占道 乱停 摆摊 堆东西 挡路',
  departmentCode: 'law-enforcement',
  severity: 'ordinary',
  filing: {
    zh: '占用道路或公共区域，妨碍通行或影响周边生活',
    en: 'Road or shared space is taken, and passing or life nearby suffers.',
  },
  closing: {
    zh: '当事人自行纠正或依法处理，道路恢复畅通，现场照片可证',
    en: 'The person has put it right or was dealt with by law, the way is clear, and a photo shows it.',
  },
  kinds: [
    ['无照经营游商', 'Unlicensed street trading', '摆摊 流动摊贩 三轮车卖菜 占道卖水果'],
    ['流浪乞讨', 'Homeless or begging person', '流浪汉 要饭 睡桥洞 睡大街', 'civil-affairs', roughSleeper],
    ['占道废品收购', 'Scrap buying in the way', '收废品 废品站 纸壳堆路边'],
    ['店外经营', 'Trading outside the shop', '摆到门外 出店 桌子摆到人行道 门口堆货'],
    ['机动车乱停放', 'Badly parked car', '乱停车 违停 堵路口 停人行道 挡门'],
    ['非机动车乱停放', 'Badly parked bicycle', '电动车乱停 共享单车 自行车堵门 盲道停车', 'city-management'],
    ['乱堆物料', 'Things piled in the way', '堆杂物 楼道堆物 堆木头 堆沙子'],
    ['露天烧烤', 'Open-air barbecue', '烧烤 烤串 烧烤摊 烟熏火燎'],
    ['沿街晾挂', 'Washing along the street', '晾衣服 拉绳晒被子 树上晒衣'],
    ['空调室外机低挂', 'Low air conditioner unit', '空调外机 外机太低 热风吹人 空调滴水'],
  ],
}

const livelihood: ClassTable = {
  code: 'L',
  family: 'livelihood',
  nameZh: '民生诉求',
  nameEn: 'Everyday needs',
  words: '咨询 求助 投诉 反映 办事',
  departmentCode: 'government-services',
  severity: 'ordinary',
  filing: {
    zh: '诉求具体，属政府或公共服务单位职责，能联系到反映人',
    en: 'The request is specific, falls to government or a public service, and the reporter can be reached.',
  },
  closing: {
    zh: '已办理或已书面说明理由和去处，并回访反映人',
    en: 'Done, or answered in writing with the reason and where to go, and the reporter was called back.',
  },
  kinds: [
    ['供热', 'Heating', '暖气不热 没暖气 家里冷 供暖 室温低', 'heating', supply],
    ['供水', 'Water supply', '停水 水压小 水发黄 没水', 'water', supply],
    ['供电', 'Power supply', '停电 跳闸 电压低 断电', 'power', supply],
    ['供气', 'Gas supply', '停气 天然气充值 燃气表 打不着火', 'gas', supply],
    ['电梯', 'Lift', '电梯坏了 电梯困人 电梯停运 电梯异响', 'market-regulation', lift],
    ['物业服务', 'Property service', '物业不管 物业费 没人打扫 保安', 'housing', complex],
    ['停车难', 'Lack of parking', '没车位 停车难 车位太少 抢车位', 'city-management', complex],
    ['噪声', 'Noise', '噪音 太吵 广场舞 音响 深夜唱歌', 'public-security'],
    ['邻里纠纷', 'Dispute between neighbours', '邻居吵架 楼上漏水 楼上太响 占楼道', 'civil-affairs', neighbours],
    ['老旧小区改造', 'Renewal of old compounds', '老旧小区 旧楼改造 加装电梯 外墙保温', 'housing', major],
    ['电动车充电', 'Electric bicycle charging', '飞线充电 充电桩 电瓶上楼 电动车进楼', 'fire-rescue', batteryCharging],
    ['消防通道', 'Fire lane', '消防通道 堵通道 楼道堵死 消防车进不来', 'fire-rescue', fireLane],
    ['白蚁虫害', 'Termites and pests', '白蚁 蟑螂 老鼠 蚊子多 飞蚂蚁', 'housing'],
    ['公交出行', 'Bus travel', '公交车 等车太久 末班车 公交改线', 'transport'],
    ['社会保障', 'Social security', '社保 养老金 医保缴费 退休手续', 'human-resources'],
    ['教育', 'Education', '上学 入学 学区 校门口 课后托管', 'education'],
    ['医疗', 'Medical care', '看病 卫生室 挂号 打疫苗 家庭医生', 'health'],
    ['劳动', 'Labour', '欠薪 拖欠工资 劳动合同 找工作', 'human-resources', complex],
    ['房产证照', 'Property papers', '房产证 不动产证 过户 办证难', 'housing', complex],
    ['救助关爱', 'Help and care', '低保 独居老人 困难家庭 残疾人 孤儿', 'civil-affairs'],
  ],
}

/**
 * The categories a new city starts with: two families after GB/T 30428 and the livelihood kinds of
 * the hotlines. Each class comes before its kinds, so the rows can be inserted in this order.
 */
export const categorySeed: readonly CategorySeed[] = [
  publicFacilities,
  trafficFacilities,
  environmentFacilities,
  greenery,
  otherFacilities,
  appearance,
  advertising,
  construction,
  sudden,
  streetOrder,
  livelihood,
].flatMap(classWithKinds)

function classWithKinds(table: ClassTable): CategorySeed[] {
  const kinds = table.kinds.map(([nameZh, nameEn, words, departmentCode, own], position) =>
    seedRow({
      ...table,
      ...own,
      departmentCode: departmentCode ?? table.departmentCode,
      code: `${table.code}-${String(position + 1).padStart(2, '0')}`,
      parentCode: table.code,
      nameZh,
      nameEn,
      words,
    }),
  )
  return [seedRow({ ...table, parentCode: null }), ...kinds]
}

function seedRow(row: Omit<ClassTable, 'kinds'> & { parentCode: string | null }): CategorySeed {
  return {
    code: row.code,
    parentCode: row.parentCode,
    family: row.family,
    nameZh: row.nameZh,
    nameEn: row.nameEn,
    words: row.words.split(' '),
    departmentCode: row.departmentCode,
    filingConditionZh: row.filing.zh,
    filingConditionEn: row.filing.en,
    closingConditionZh: row.closing.zh,
    closingConditionEn: row.closing.en,
    severity: row.severity,
  }
}
