import { runScenario } from '#mocks/runtimes/virtual.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'

const REQUESTS = 1000

/** Requests from outside that the virtual clock runs in a second of real time; every second one reads, every second one orders. */
export async function measureVirtual(system: 'microservices' | 'monolith'): Promise<number> {
  const scenario: ScenarioInput = {
    v: 1,
    system,
    workload: Array.from({ length: REQUESTS }, (_, i) => (i % 2 === 0 ? reading() : ordering(i))),
  }
  await runScenario(scenario)
  const start = performance.now()
  const { exchanges } = await runScenario(scenario)
  const seconds = (performance.now() - start) / 1000
  const unanswered = exchanges.filter(({ response }) => !response || response.status >= 500)
  if (unanswered.length > 0) throw new Error(`${unanswered.length} of ${REQUESTS} requests were not answered`)
  return REQUESTS / seconds
}

const reading = () => ({ method: 'GET', url: 'https://api.bookshop.example/v1/books/9780441478125' })

const ordering = (i: number) => ({
  method: 'POST',
  url: 'https://api.bookshop.example/v1/orders',
  headers: { 'content-type': 'application/json', 'idempotency-key': `"bench-${i}"` },
  body: '{"lines":[{"isbn":"9780547928227","quantity":1}]}',
})
