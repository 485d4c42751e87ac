import { describe, expect, test } from 'vitest'
import { inReadingOrder } from './order.ts'
import { type Concept, readConcept } from './read-page.ts'

function concept(slug: string, number: number, after: readonly string[] = []): Concept {
  return readConcept(
    `content/concepts/${slug}.mdx`,
    `---
title: Page ${slug}
number: ${number}
part: Start
objective: Say what this page is there to test.
summary: A page that exists for a test of the reading order, and says so at length.
minutes: 1
after: [${after.join(', ')}]
learn: [The first thing, The second thing]
misconceptions: [m]
diagrams: [d]
sources:
  - { id: s, title: A source, author: Somebody, place: All of it, read: 2026-11-20, checked: 'no' }
---
<Misconception id="m" claim="x">x</Misconception><Diagram id="d" caption="x">x</Diagram>
`,
  )
}

describe('reading order', () => {
  test('is by number, not by name', () => {
    const ordered = inReadingOrder([concept('a', 3), concept('b', 1), concept('c', 2, ['b'])])
    expect(ordered.map(({ slug }) => slug)).toEqual(['b', 'c', 'a'])
  })

  test('refuses a prerequisite that does not exist', () => {
    expect(() => inReadingOrder([concept('a', 1, ['nowhere'])])).toThrow(/a\.mdx: after names "nowhere"/)
  })

  test('refuses a circle, and shows it', () => {
    expect(() =>
      inReadingOrder([concept('a', 1, ['c']), concept('b', 2, ['a']), concept('c', 3, ['b'])]),
    ).toThrow(/after runs in a circle: a → c → b → a/)
    expect(() => inReadingOrder([concept('a', 1, ['a'])])).toThrow(/circle: a → a/)
  })

  test('refuses a prerequisite that comes later', () => {
    expect(() => inReadingOrder([concept('a', 1, ['b']), concept('b', 2)])).toThrow(
      /"b", which has a higher number/,
    )
  })

  test('refuses two pages of the same number', () => {
    expect(() => inReadingOrder([concept('a', 1), concept('b', 1)])).toThrow(
      /number 1 is also the number of content\/concepts\/b\.mdx/,
    )
  })
})
