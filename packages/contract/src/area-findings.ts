import Type, { type Static } from 'typebox'
import { oneOf } from './schema.ts'

interface FindingText {
  severity: 'refuse' | 'warn'
  zh: string
  en: string
}

/**
 * Everything that an import can find, with what to do about it. `{{…}}` stands for a detail.
 *
 * `old_code` refuses: a second area of the same name under the same parent is nearly always the same
 * place under a code of another year, and adding it would split its history in two. `overlaps_sibling`
 * refuses because an address may not belong to two grids; areas that are not drawn to their parent's
 * edge are common (a coast, a river) and only warned about.
 */
export const findingTexts = {
  empty_file: {
    severity: 'refuse',
    zh: '文件里没有任何区域。请检查导出设置后重新上传。',
    en: 'The file has no areas. Check how it was exported and upload it again.',
  },
  too_large: {
    severity: 'refuse',
    zh: '文件过大：{{what}} {{size}}，上限 {{limit}}。请按区县或镇街拆分后分次导入。',
    en: 'The file is too large: {{size}} {{what}}, the limit is {{limit}}. Split it by district.',
  },
  not_json: {
    severity: 'refuse',
    zh: '文件不是 GeoJSON：{{reason}}。请导出为 GeoJSON 要素集合（FeatureCollection）。',
    en: 'The file is not GeoJSON: {{reason}}. Export a FeatureCollection.',
  },
  unknown_crs: {
    severity: 'refuse',
    zh: '不认识坐标系 {{crs}}。请选择 WGS-84、GCJ-02 或 CGCS2000，并使用经纬度而不是投影坐标。',
    en: 'Unknown coordinate system {{crs}}. Use WGS-84, GCJ-02 or CGCS2000 in degrees, not projected.',
  },
  bad_row: {
    severity: 'refuse',
    zh: '读不懂这一行：{{reason}}。请改正后重新上传。',
    en: 'This row cannot be read: {{reason}}. Correct it and upload again.',
  },
  missing_code: {
    severity: 'refuse',
    zh: '缺少编码，按名称找到 {{matches}} 个区域。请补上编码。',
    en: 'No code, and {{matches}} areas have this name. Fill in the code.',
  },
  missing_name: {
    severity: 'refuse',
    zh: '缺少名称。请补上名称。',
    en: 'No name. Fill it in.',
  },
  duplicate_code_in_file: {
    severity: 'refuse',
    zh: '编码 {{code}} 在第 {{line}} 行也出现。请只保留一行。',
    en: 'Code {{code}} is also in row {{line}}. Keep one of them.',
  },
  unknown_level: {
    severity: 'refuse',
    zh: '没有“{{level}}”这个层级。可用的层级：{{known}}。',
    en: 'There is no level “{{level}}”. Known levels: {{known}}.',
  },
  missing_parent: {
    severity: 'refuse',
    zh: '找不到上级区域“{{parent}}”。请先导入上级，或把它放进同一个文件。',
    en: 'There is no parent area “{{parent}}”. Import it first or put it in the same file.',
  },
  parent_level_wrong: {
    severity: 'refuse',
    zh: '上级 {{parent}} 的层级是 {{parentLevel}}，不高于本区域的层级 {{level}}。请改正上级或层级。',
    en: 'Parent {{parent}} is a {{parentLevel}}, which is not above a {{level}}. Correct one of them.',
  },
  cycle: {
    severity: 'refuse',
    zh: '上下级绕成了一圈：{{path}}。请改正其中一个上级。',
    en: 'The parents go round in a circle: {{path}}. Correct one of them.',
  },
  parent_refused: {
    severity: 'refuse',
    zh: '上级 {{parent}} 不能导入，下级一并不导入。请先改正上级那一行。',
    en: "Parent {{parent}} cannot be imported, so neither can this. Correct the parent's row first.",
  },
  old_code: {
    severity: 'refuse',
    zh: '现有区域 {{currentName}} 的编码是 {{currentCode}}，本行像是它的旧编码或旧名称。请改用现行编码；如果确实是两个区域，请把两个都放进文件。',
    en: '{{currentName}} already exists with code {{currentCode}}; this row looks like its old code or name. Use the current code, or put both in the file if they are two areas.',
  },
  polygon_invalid: {
    severity: 'refuse',
    zh: '边界有错：{{messageZh}}，位置 {{longitude}}, {{latitude}}。请在制图软件中修复后重新导出。',
    en: 'The boundary is wrong: {{message}} at {{longitude}}, {{latitude}}. Repair it and export again.',
  },
  polygon_outside_china_range: {
    severity: 'refuse',
    zh: '坐标 {{longitude}}, {{latitude}} 不在中国范围内。请确认是经纬度而不是以米计的投影坐标。',
    en: '{{longitude}}, {{latitude}} is not in China. Check that it is in degrees and not in metres.',
  },
  coordinates_swapped: {
    severity: 'refuse',
    zh: '坐标 {{longitude}}, {{latitude}} 的经度和纬度写反了。请按经度在前、纬度在后导出。',
    en: '{{longitude}}, {{latitude}}: longitude and latitude are swapped. Write the longitude first.',
  },
  overlaps_sibling: {
    severity: 'refuse',
    zh: '与同级区域 {{other}} 重叠 {{squareMetres}} 平方米。请把公共边界画成同一条线。',
    en: 'Overlaps {{other}} by {{squareMetres}} m². Draw the border between them as one line.',
  },
  not_comparable: {
    severity: 'warn',
    zh: '无法计算与 {{other}} 的重叠面积。请在地图上核对。',
    en: 'The overlap with {{other}} could not be worked out. Look at the map.',
  },
  outside_parent: {
    severity: 'warn',
    zh: '面积的 {{share}}（比例）在上级 {{parent}} 的边界之外。请核对边界。',
    en: 'A share of {{share}} lies outside its parent {{parent}}. Check the boundary.',
  },
  no_boundary: {
    severity: 'warn',
    zh: '没有边界，而同级区域有。这里的事项只能按地址人工归属。',
    en: 'No boundary, while its siblings have one. Matters here must be assigned by address.',
  },
} as const satisfies Record<string, FindingText>

/**
 * Everything that can be wrong with a boundary drawn on the map. What has a place names it by `longitude` and `latitude`, so that
 * the screen can point at it.
 */
export const drawingFaultTexts = {
  polygon_invalid: {
    severity: 'refuse',
    zh: '边界有错：{{messageZh}}（{{longitude}}, {{latitude}}）。请移动这里的顶点。',
    en: 'The boundary is wrong: {{message}} at {{longitude}}, {{latitude}}. Move the corners there.',
  },
  polygon_outside_china_range: {
    severity: 'refuse',
    zh: '坐标 {{longitude}}, {{latitude}} 不在中国范围内。请改正这个顶点。',
    en: '{{longitude}}, {{latitude}} is not in China. Correct this corner.',
  },
  coordinates_swapped: {
    severity: 'refuse',
    zh: '坐标 {{longitude}}, {{latitude}} 的经度和纬度写反了。',
    en: '{{longitude}}, {{latitude}}: longitude and latitude are swapped.',
  },
  overlaps_sibling: {
    severity: 'refuse',
    zh: '与{{other}}重叠 {{squareMetres}} 平方米（{{longitude}}, {{latitude}}）。请让开，或选择“相邻区域随之调整”。',
    en: 'Overlaps {{other}} by {{squareMetres}} m² at {{longitude}}, {{latitude}}. Keep clear of it, or let the neighbours follow.',
  },
  swallows_sibling: {
    severity: 'refuse',
    zh: '{{other}}几乎不剩面积（{{longitude}}, {{latitude}}）。要并入它，请用“合并”。',
    en: 'Almost nothing would be left of {{other}} at {{longitude}}, {{latitude}}. To take it in, merge the two.',
  },
  leaves_parent: {
    severity: 'refuse',
    zh: '有 {{squareMetres}} 平方米超出上级{{other}}的边界（{{longitude}}, {{latitude}}）。请收回，或先调整上级的边界。',
    en: '{{squareMetres}} m² lie outside {{other}}, to which it belongs, at {{longitude}}, {{latitude}}. Draw back, or change that boundary first.',
  },
  child_outside: {
    severity: 'refuse',
    zh: '下级{{other}}有 {{squareMetres}} 平方米会落在边界之外（{{longitude}}, {{latitude}}）。请先调整下级的边界。',
    en: '{{squareMetres}} m² of {{other}}, which belongs to it, would lie outside at {{longitude}}, {{latitude}}. Change that boundary first.',
  },
  leaves_gap: {
    severity: 'warn',
    zh: '有 {{squareMetres}} 平方米不再属于任何同级区域（{{longitude}}, {{latitude}}），那里的事项将归最近的区域。',
    en: '{{squareMetres}} m² at {{longitude}}, {{latitude}} would belong to no area of this level; what is reported there goes to the nearest.',
  },
  cut_misses: {
    severity: 'refuse',
    zh: '这条线没有把区域分开（{{longitude}}, {{latitude}}）。请从边界外画到边界外。',
    en: 'The line at {{longitude}}, {{latitude}} does not divide the area. Draw it from outside to outside.',
  },
  too_many_parts: {
    severity: 'refuse',
    zh: '这条线把区域分成了 {{count}} 块，最多 20 块。',
    en: 'The line cuts the area into {{count}} parts; 20 are the most.',
  },
  outside_parent: {
    severity: 'refuse',
    zh: '有 {{squareMetres}} 平方米超出原区域（{{longitude}}, {{latitude}}）。请收回。',
    en: '{{squareMetres}} m² lie outside the area, at {{longitude}}, {{latitude}}. Draw back.',
  },
  parts_leave_gap: {
    severity: 'refuse',
    zh: '各部分没有盖满原区域，缺 {{squareMetres}} 平方米（{{longitude}}, {{latitude}}）。',
    en: 'The parts leave {{squareMetres}} m² uncovered, at {{longitude}}, {{latitude}}.',
  },
  not_neighbours: {
    severity: 'warn',
    zh: '这些区域不相连，合并后由 {{count}} 块组成。',
    en: 'These areas do not touch: the new one would be in {{count}} pieces.',
  },
} as const satisfies Record<string, FindingText>

/** What was found, and what the `{{…}}` of its text stand for. */
export const Finding = Type.Object({
  code: Type.String(),
  severity: oneOf(['refuse', 'warn']),
  detail: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
})
export type Finding = Static<typeof Finding>

/** A finding as a sentence; `texts` is the catalogue it comes from. An unknown code stands for itself. */
export function findingSentence(
  finding: Finding,
  language: 'zh' | 'en',
  texts: Readonly<Record<string, { zh: string; en: string }>> = findingTexts,
): string {
  const text = texts[finding.code]?.[language] ?? finding.code
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(finding.detail[name] ?? ''))
}
