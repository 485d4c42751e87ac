import { countsOf, keyOf } from './model.ts'
import type { Count } from './store.ts'

/** The orders of last year that were not cancelled, as far as recommendations cares: which books went together. */
export const BASKETS: readonly (readonly string[])[] = [
  ['9780141439518'],
  ['9780441013593', '9780553293357'],
  ['9780807083697'],
  ['9780553208849', '9780553213690'],
  ['9780142437247'],
  ['9780060512750', '9780156453806'],
  ['9780441569595'],
  ['9780385474542'],
  ['9780547773742'],
  ['9780802130303'],
  // From the old shop on the corner, before it had a web site.
  ['9780441478125', '9780060512750', '9780547773742'],
  ['9780441478125', '9780060512750'],
  ['9780441478125', '9780807083697'],
  ['9780441478125', '9780441013593'],
  ['9780441013593', '9780553293357', '9780441569595'],
  ['9780441013593', '9780060512750'],
  ['9780547773742', '9780547928227'],
  ['9780547928227', '9780547773742', '9780441013593'],
  ['9780141439518', '9780141439587', '9780141439686'],
  ['9780141439518', '9780141441146'],
  ['9780141441146', '9780141439556'],
  ['9780141439471', '9780141439846'],
  ['9780141439976', '9780141441030'],
  ['9780156453806', '9780802130303'],
]

/** Everything counted once, as it would have been counted order by order. */
export const SEEDED_MODEL: Readonly<Record<string, Count>> = BASKETS.flatMap(countsOf).reduce(
  (model: Record<string, Count>, count) => {
    const key = keyOf(count)
    model[key] = { ...count, times: (model[key]?.times ?? 0) + 1 }
    return model
  },
  {},
)
