import { describe, expect, test } from 'vitest'
import { type Exchange, runScenario } from '#mocks/runtimes/virtual.ts'
import { Architecture } from '#mocks/systems/scenario.ts'

const field = ({ response }: Exchange, name: string) => response?.fields.find(([each]) => each === name)?.[1]
const asking = (atS: number, headers: Record<string, string> = {}, method = 'GET') => ({
  method,
  url: 'https://api.bookshop.example/v1/books?limit=1',
  headers,
  atMs: atS * 1000,
})

describe.each(Architecture.options)('a consumer that asks too much of the %s', (system) => {
  test('hears 429, for how long, and by which rule; others go on, and after the window so does it', async () => {
    const settings = { quota: { requests: 2, windowS: 10 } }
    const library = { 'x-api-key': 'key-library' }
    const workload = [
      ...[0, 1, 4].map((s) => asking(s)),
      asking(4, library),
      asking(4, {}, 'OPTIONS'),
      asking(11),
    ]
    const { exchanges } = await runScenario({ v: 1, system, settings, workload })
    expect(exchanges.map(({ response }) => response?.status)).toEqual([200, 200, 429, 200, 204, 200])
    const refused = exchanges[2] as Exchange
    expect(field(refused, 'retry-after')).toMatch(/^[67]$/)
    expect(field(refused, 'content-type')).toBe('application/problem+json')
    expect(field(refused, 'ratelimit-policy')).toBe('"default";q=2;w=10')
    expect(field(refused, 'ratelimit')).toMatch(/^"default";r=0;t=[67]$/)
    expect(field(exchanges[0] as Exchange, 'ratelimit')).toMatch(/^"default";r=1;t=\d+$/)
  })
})
