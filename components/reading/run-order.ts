import { type Hop, hopsOf } from '#mocks/log/views/spans.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import type { Architecture } from '#mocks/systems/scenario.ts'

/** Places one order in a fresh bookshop on the virtual clock, and returns its hops. Throws when it is not created. */
export async function runOrder(system: Architecture): Promise<readonly Hop[]> {
  const { events, exchanges } = await runScenario({
    v: 1,
    system,
    workload: [
      {
        method: 'POST',
        url: 'https://api.bookshop.example/v1/orders',
        headers: { 'content-type': 'application/json', 'idempotency-key': '"page-1"' },
        body: JSON.stringify({ lines: [{ isbn: '9780441478125', quantity: 1 }] }),
      },
    ],
  })
  const [exchange] = exchanges
  if (exchange?.response?.status !== 201) {
    throw new Error(
      `The order was not created: ${exchange?.response?.status ?? exchange?.failure ?? 'nothing was sent'}.`,
    )
  }
  return hopsOf(events, exchange.traceId)
}
