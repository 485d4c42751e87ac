import { expect, test } from 'vitest'
import { type Draft, draftOf, emptyDraft, requestOf } from '../draft.ts'
import { placesOfBookshop } from '../places-of-bookshop.ts'
import { fillIn } from './fill-in.ts'
import { valuesIn } from './values-in.ts'

const places = placesOfBookshop()
const answer = {
  kind: 'answered',
  status: 201,
  fields: [['Location', '/v1/orders/o_1']],
  content: { bytes: 0, text: '{"id":"o_1","total":{"amount":1099},"a/b":[{"~":"x & y"}],"none":null}' },
} as const
const values = {
  variables: [
    { id: 0, name: 'isbn', value: '978', on: true },
    { id: 1, name: 'off', value: 'x', on: false },
  ],
  entries: [{ id: 3, outcome: answer }],
}
const sent = (draft: Draft) => {
  const { draft: filled, checked } = fillIn(draft, values, places)
  return { ...requestOf(filled, checked.url ?? ''), problem: checked.problems.url }
}

test('names and quotations are filled in wherever they stand, and can not end the query', () => {
  const draft = draftOf({
    method: 'POST',
    url: 'https://api.bookshop.example/v1/books/{{ isbn }}?q={{3:/a~1b/0/~0}}&limit=1',
    headers: [
      ['content-type', 'application/json'],
      ['x-from', '{{3:location}}'],
    ],
    body: '{"order": "{{3:/id}}", "amount": {{3:/total/amount}}}',
  })
  expect(sent({ ...draft, auth: { kind: 'bearer', token: '{{isbn}}' } })).toEqual({
    method: 'POST',
    url: 'https://api.bookshop.example/v1/books/978?q=x%20%26%20y&limit=1',
    headers: [
      ['content-type', 'application/json'],
      ['x-from', '/v1/orders/o_1'],
      ['authorization', 'Bearer 978'],
    ],
    body: '{"order": "o_1", "amount": 1099}',
    problem: undefined,
  })
})

test('what has no value is named, and nothing is sent', () => {
  for (const [text, why] of [
    ['{{nobody}}', /\{\{nobody\}\} has no value/],
    ['{{off}}', /\{\{off\}\} has no value/],
    ['{{3:/none}}', /quotes the member \/none of answer 3/],
    ['{{9:/id}}', /of answer 9, and there is none/],
    ['{{3:etag}}', /the field etag of answer 3/],
  ] as const)
    expect(sent(emptyDraft('GET', `/v1/books/${text}`)).problem, text).toMatch(why)
  const off = {
    ...emptyDraft('GET', '/v1/books'),
    headers: [{ id: 0, name: 'x', value: '{{nobody}}', on: false }],
  }
  expect(sent(off).problem).toBeUndefined()
})

test('every value of an answer that can be quoted is offered by its place', () => {
  expect(valuesIn(answer)).toEqual([
    { place: '/id', value: 'o_1' },
    { place: '/total/amount', value: '1099' },
    { place: '/a~1b/0/~0', value: 'x & y' },
    { place: 'location', value: '/v1/orders/o_1' },
  ])
  for (const { place, value } of valuesIn(answer))
    expect(
      sent({ ...emptyDraft('GET', '/'), headers: [{ id: 0, name: 'x', value: `{{3:${place}}}`, on: true }] })
        .headers,
    ).toEqual([['x', value]])
})
