import { expect, test } from 'vitest'
import { SERVICE_NAMES } from '#mocks/systems/map.ts'
import { BLOCKS, isBlock, KNOWN_PARTIES, lookOf } from './service-look.ts'

test('every party has its own code and glyph, and who has a colour has it alone', () => {
  const looks = KNOWN_PARTIES.map(lookOf)
  expect(new Set(looks.map(({ code }) => code)).size).toBe(looks.length)
  expect(new Set(looks.map(({ glyph }) => glyph)).size).toBe(looks.length)
  const coloured = looks.flatMap(({ fill }) => (fill.startsWith('var(--svc-') ? fill : []))
  expect(new Set(coloured).size).toBe(coloured.length)
  expect(coloured.length).toBeGreaterThan(BLOCKS.length)
})

test('every service of the bookshop is drawn', () => {
  for (const service of SERVICE_NAMES) {
    expect(KNOWN_PARTIES).toContain(service)
    expect(lookOf(service).code).toMatch(/^[A-Z]{2}$/)
  }
})

test('a party that nobody has drawn yet gets plain paper and its own letters', () => {
  expect(lookOf('elsewhere')).toMatchObject({ code: 'EL', label: 'elsewhere', fill: 'var(--paper-raised)' })
  expect(isBlock('shipping')).toBe(false)
})
