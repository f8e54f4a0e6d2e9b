/** 幸福街道 幸福社区第五网格: the two areas above and the area itself; a name that begins with the one above it does not say it twice. */
export function areaNames(ancestors: readonly { name: string }[], name: string): string {
  const names = [...ancestors.slice(-2).map((area) => area.name), name]
  return names.filter((one, at) => !names[at + 1]?.startsWith(one)).join(' ')
}
