import { expect, test } from 'vitest'
import { sendItBlocksIn } from './send-it-blocks.ts'

test('runnable blocks are found with what they promise', () => {
  const page =
    'Text.\n\n<SendIt expect={200}>\n\n```http title="x"\nGET /v1/books\n```\n\n```json\n{"a": 1}\n```\n\n</SendIt>\n'
  expect(sendItBlocksIn(page)).toEqual([{ message: 'GET /v1/books\n', expect: 200, shown: { a: 1 } }])
  expect(() => sendItBlocksIn('<SendIt expect={200}>\n</SendIt>')).toThrow(/no block of http/)
})
