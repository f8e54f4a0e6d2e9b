/** Those of the named words of an address that it has. A number typed as one is taken as its digits. */
export function textsOf<Name extends string>(search: Record<string, unknown>, ...names: Name[]): { [name in Name]?: string } {
  const found = names.flatMap((name) => {
    const value = search[name]
    return (typeof value === 'string' && value !== '') || typeof value === 'number' ? [[name, String(value)]] : []
  })
  return Object.fromEntries(found) as { [name in Name]?: string }
}
