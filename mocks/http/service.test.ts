import { expect, test } from 'vitest'
import * as z from 'zod'
import { operation } from './operation.ts'
import { createService } from './service.ts'

const fail = operation({
  id: 'fail',
  method: 'GET',
  path: '/fail',
  summary: 'Fail',
  example: {},
  answers: { 200: { description: 'Never.', body: z.object({}) } },
  problems: [],
})

test('an error that nobody foresaw is a 500 without its details for the caller, and is reported with them', async () => {
  const reported: unknown[] = []
  const error = new Error('the secret of the house')
  const handler = createService(
    { name: 'fragile', title: 'Fragile', description: 'Breaks.' },
    { now: () => new Date(0), report: (thrown) => reported.push(thrown) },
  )
    .on(fail, () => {
      throw error
    })
    .handler()
  const answer = await handler(new Request('https://fragile.bookshop.internal/fail'))
  expect(answer.status).toBe(500)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(await answer.text()).not.toContain('secret')
  expect(reported).toEqual([error])
})
