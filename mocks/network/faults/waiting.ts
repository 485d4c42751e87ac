import type { HopWorld } from '../edge.ts'
import { NetworkError } from '../hop.ts'

/** How long an operating system keeps a connection on which nothing arrives; a caller without a timeout waits as long. */
export const OS_GIVES_UP_US = 60_000_000

/**
 * What a caller hears of a message that was lost, or of a handshake that nobody answers: nothing, until its operating
 * system gives up.
 */
export async function hearNothing(
  { clock }: HopWorld,
  missing: 'no answer' | 'no connection' = 'no answer',
): Promise<never> {
  await clock.sleep(OS_GIVES_UP_US)
  const sent = missing === 'no answer'
  throw new NetworkError(
    'ETIMEDOUT',
    sent
      ? 'Nothing was heard for 60 seconds; the operating system gave the connection up.'
      : 'The handshake was not answered for 60 seconds; the operating system gave up. Nothing was sent.',
    { sent },
  )
}
