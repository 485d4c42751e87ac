import { expect, test } from 'vitest'
import { BLOCKS, isBlock, lookOf } from './service-look.ts'

test('every party has its own code and, among blocks, its own fill', () => {
  const looks = [...BLOCKS, 'client', 'monolith'].map(lookOf)
  expect(new Set(looks.map((look) => look.code)).size).toBe(looks.length)
  expect(new Set(BLOCKS.map((block) => lookOf(block).fill)).size).toBe(BLOCKS.length)
  expect(new Set(looks.map((look) => look.glyph)).size).toBe(looks.length)
})

test('a party that nobody has drawn yet gets plain paper and its own letters', () => {
  expect(lookOf('shipping')).toMatchObject({ code: 'SH', label: 'shipping', fill: 'var(--paper-raised)' })
  expect(isBlock('shipping')).toBe(false)
})
