import { expect, test } from 'vitest'
import { nextTab } from './next-tab.ts'

const ids = ['body', 'headers', 'wire']

test('arrows go round, Home and End go to the ends', () => {
  expect(nextTab(ids, 'body', 'ArrowRight')).toBe('headers')
  expect(nextTab(ids, 'wire', 'ArrowRight')).toBe('body')
  expect(nextTab(ids, 'body', 'ArrowLeft')).toBe('wire')
  expect(nextTab(ids, 'headers', 'Home')).toBe('body')
  expect(nextTab(ids, 'headers', 'End')).toBe('wire')
})

test('any other key is left alone', () => {
  expect(nextTab(ids, 'body', 'a')).toBeUndefined()
})
