import type { Reviewable } from './plan.ts'

/**
 * Puts questions behind those that are already in line, so that no two neighbours come from one page where that can
 * be avoided, and questions of one contrast set stand close together (interleaving: Rohrer 2012). Otherwise the order
 * in which they were given stays.
 */
export function spread<Q extends Reviewable>(line: readonly Q[], added: readonly Q[]): readonly Q[] {
  const result = [...line]
  const left = [...added]
  while (left.length > 0) {
    const previous = result.at(-1)
    const others = left.filter(({ page }) => page !== previous?.page)
    const pressing = pressingPage(left)
    const mustBe = others.filter(({ page }) => page === pressing)
    const candidates = mustBe.length > 0 ? mustBe : others.length > 0 ? others : left
    const contrasts = new Set(result.slice(-2).flatMap(({ contrast }) => contrast ?? []))
    const next = candidates.find(({ contrast }) => contrast && contrasts.has(contrast)) ?? candidates[0]
    if (!next) break
    result.push(next)
    left.splice(left.indexOf(next), 1)
  }
  return result
}

/** The page that has to come now, or some of its questions would end up side by side. */
function pressingPage(left: readonly Reviewable[]): string | undefined {
  const counts = new Map<string, number>()
  for (const { page } of left) counts.set(page, (counts.get(page) ?? 0) + 1)
  return [...counts].find(([, count]) => count * 2 > left.length)?.[0]
}
