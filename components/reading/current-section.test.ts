import { expect, test } from 'vitest'
import { currentSection } from './current-section.ts'

const tops = [
  { id: 'first', top: -400 },
  { id: 'second', top: 120 },
  { id: 'third', top: 700 },
]

test('the section whose heading passed the upper third is being read', () => {
  expect(currentSection(tops, 900, false)).toBe('second')
  expect(currentSection(tops, 300, false)).toBe('first')
})

test('above the first heading no section is being read', () => {
  expect(currentSection([{ id: 'first', top: 800 }], 900, false)).toBeUndefined()
})

test('at the end of the page the last section is being read, however short', () => {
  expect(currentSection(tops, 900, true)).toBe('third')
})
