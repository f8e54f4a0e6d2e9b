import { defineTexts } from '../texts/setup.ts'

export const useMapTexts = defineTexts(
  'map-part',
  {
    closer: '放大',
    farther: '缩小',
    whole: '看全部',
    keys: '方向键移动，加减键缩放',
    noWebGl: '这个浏览器画不了地图（没有 WebGL）。下面的内容不受影响。',
    failed: '地图没有加载出来。',
    again: '再试一次',
    from: '边界：{{sources}}',
  },
  {
    closer: 'Zoom in',
    farther: 'Zoom out',
    whole: 'Show all',
    keys: 'Arrow keys move, plus and minus zoom',
    noWebGl: 'This browser cannot draw a map (it has no WebGL). Everything else works.',
    failed: 'The map could not be loaded.',
    again: 'Try again',
    from: 'Boundaries: {{sources}}',
  },
)
