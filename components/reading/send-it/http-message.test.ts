import { expect, test } from 'vitest'
import { readHttpMessage } from './http-message.ts'

test('a request is read as a page shows it', () => {
  const message =
    'POST /v1/orders HTTP/1.1\nHost: api.bookshop.example\nContent-Type: application/json\n\n{"a": 1,\n\n "b": 2}\n'
  expect(readHttpMessage(message)).toEqual({
    method: 'POST',
    url: 'https://api.bookshop.example/v1/orders',
    headers: { 'content-type': 'application/json' },
    body: '{"a": 1,\n\n "b": 2}',
  })
  expect(readHttpMessage('GET /v1/books')).toEqual({
    method: 'GET',
    url: 'https://api.bookshop.example/v1/books',
    headers: {},
  })
})

test('an empty line may hold spaces, as highlighted code has it', () => {
  expect(readHttpMessage('POST /v1/orders\nAccept: */*\n \n{}')).toMatchObject({
    headers: { accept: '*/*' },
    body: '{}',
  })
})

test('what can not be read is named', () => {
  expect(() => readHttpMessage('/v1/books')).toThrow(/“\/v1\/books” is no request line/)
  expect(() => readHttpMessage('GET / HTTP/1.1\nAccept json')).toThrow(/“Accept json” is no header field/)
})
