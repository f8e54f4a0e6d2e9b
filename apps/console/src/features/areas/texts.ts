import { defineTexts } from '@linli/ui'

export const useAreasTexts = defineTexts(
  'areas',
  {
    title: '区域', tree: '区域树', search: '按名称或代码查找', searching: '查找结果', none: '没有找到', choose: '从左边选一个区域', code: '代码', level: '层级', class: '类型', parent: '上级', children: '下级', childCount: '{{count}} 个', since: '启用', until: '停用', boundary: '边界', hasBoundary: '有', noBoundary: '还没有', history: '沿革', noHistory: '没有变更记录', reason: '原因：{{words}}', people: '岗位', fromTo: '{{from}} → {{to}}', ended: '已停用', predecessors: '前身', successors: '接续', root: '最上级',
    classes: { core: '城区', town: '镇区', village: '村' },
    changes: { created: '设立', renamed: '更名', recoded: '换代码', moved: '改属', boundary_changed: '调整边界', split: '拆分', merged: '合并', created_by_split: '由拆分设立', created_by_merge: '由合并设立' },
  },
  {
    title: 'Areas', tree: 'Tree of areas', search: 'Search by name or code', searching: 'Found', none: 'Nothing found', choose: 'Choose an area on the left', code: 'Code', level: 'Level', class: 'Class', parent: 'Belongs to', children: 'Below it', childCount: '{{count}}', since: 'Since', until: 'Ended', boundary: 'Boundary', hasBoundary: 'Yes', noBoundary: 'Not yet', history: 'History', noHistory: 'Nothing has changed', reason: 'Reason: {{words}}', people: 'Posts', fromTo: '{{from}} → {{to}}', ended: 'Ended', predecessors: 'Came from', successors: 'Became', root: 'The top',
    classes: { core: 'City core', town: 'Town', village: 'Village' },
    changes: { created: 'Set up', renamed: 'Renamed', recoded: 'New code', moved: 'Moved', boundary_changed: 'Boundary changed', split: 'Split', merged: 'Merged', created_by_split: 'Set up by a split', created_by_merge: 'Set up by a merge' },
  },
)
