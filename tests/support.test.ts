import { expect, test } from 'vitest'
import { differences, type Failure } from './support/failures.ts'

const url = 'https://api.bookshop.example/v1/orders'
const answer: Failure = { kind: 'answer', url, status: 503, detail: '' }
const logged: Failure = {
  kind: 'error',
  url,
  message: 'Failed to load resource: the server responded with a status of 503 ()',
}

test('a declared failure is fine, with the line that Chromium logs for it', () => {
  expect(differences([answer, logged], [{ url: '/v1/orders', status: 503 }])).toEqual([])
})

test('an undeclared answer and an undeclared error are not', () => {
  expect(differences([answer], [])).toEqual([`Not declared: ${url} answered 503.`])
  expect(differences([{ kind: 'error', message: 'x is undefined', url: '' }], [])).toEqual([
    'Not declared: "x is undefined".',
  ])
})

test('another status, or another address, is not what was declared', () => {
  expect(differences([answer], [{ url: '/v1/orders', status: 409 }])).toEqual([
    `Not declared: ${url} answered 503.`,
    'Declared, but it did not come: 409 from /v1/orders.',
  ])
  expect(differences([logged], [{ url: '/v1/books', status: 503 }])).toHaveLength(2)
})

test('a declared failure that does not come is red', () => {
  expect(differences([], [{ url: '/v1/orders', status: 503 }, { message: /boom/ }])).toEqual([
    'Declared, but it did not come: 503 from /v1/orders.',
    'Declared, but it did not come: an error "/boom/".',
  ])
})

test('a request without an answer is declared as failed', () => {
  const failed: Failure = { kind: 'answer', url, status: 'failed', detail: 'net::ERR_FAILED' }
  const line: Failure = { kind: 'error', url, message: 'Failed to load resource: net::ERR_FAILED' }
  expect(differences([failed, line], [{ url, status: 'failed' }])).toEqual([])
})
