import type { RoutingRule } from '@linli/contract'

/** Moves one rule to another place; the others keep their order. */
export function moved(rules: readonly RoutingRule[], from: number, to: number): RoutingRule[] {
  const rule = rules[from]
  return rule ? rules.toSpliced(from, 1).toSpliced(to, 0, rule) : [...rules]
}
