import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readHttpMessage } from '#components/reading/send-it/http-message.ts'
import { loadConcepts } from '#content/load.ts'
import { sendItBlocksIn } from '#content/send-it-blocks.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'

const blocks = loadConcepts().flatMap(({ slug, file }) =>
  sendItBlocksIn(readFileSync(file, 'utf8')).map(
    (block, index) => [`${slug}, block ${index + 1}`, block] as const,
  ),
)

test.each(blocks)(
  'the bookshop answers as the page says: %s',
  async (_, { message, expect: status, shown }) => {
    const { exchanges } = await runScenario({ v: 1, workload: [readHttpMessage(message)] })
    const response = exchanges[0]?.response
    expect(response?.status).toBe(status)
    if (shown === undefined) return
    if (!response || !('text' in response.content)) throw new Error('The answer has no text.')
    expect(JSON.parse(response.content.text)).toMatchObject(shown)
  },
)
