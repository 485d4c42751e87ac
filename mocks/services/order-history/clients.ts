import { type ClientOptions, createClient } from '../../http/client.ts'
import type { Broker } from './ports.ts'

/** The broker behind HTTP. */
export function brokerOver(remote: Omit<ClientOptions, 'service'>): Broker {
  const ask = createClient({ service: 'broker', ...remote })
  return {
    async deliverAgain(topic, call) {
      const path = `/topics/${topic}/groups/order-history/offsets`
      await ask({ method: 'PUT', path, body: { from: 0 } }, call)
    },
  }
}
