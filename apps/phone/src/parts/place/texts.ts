import { defineTexts } from '@linli/ui'

export const usePlaceTexts = defineTexts(
  'place',
  {
    pin: '在地图上调整位置',
    pinHint: '拖动地图，让图钉的尖指到出事的地方。',
    map: '附近的地图',
    here: '就是这里',
    at: '图钉在：{{path}}',
    outside: '图钉在各网格之外',
    suggestions: '找到的地点',
  },
  {
    pin: 'Adjust on the map',
    pinHint: 'Move the map until the tip of the pin is at the spot.',
    map: 'A map of what is around',
    here: 'It is here',
    at: 'The pin is in {{path}}',
    outside: 'The pin is outside every grid',
    suggestions: 'Places found',
  },
)
