import * as z from 'zod'
import { Architecture, ServiceName } from '#mocks/systems/scenario.ts'
import type { Entry } from '../../session.ts'
import { readEntries } from './shelf.ts'

const Field = z.tuple([z.string(), z.string()])
const Content = z.union([
  z.object({ bytes: z.number(), text: z.string() }),
  z.object({ bytes: z.number(), base64: z.string() }),
])
const Outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered'), status: z.int(), fields: z.array(Field), content: Content }),
  z.object({ kind: z.literal('no-answer'), failure: z.string(), detail: z.string() }),
  z.object({ kind: z.literal('cancelled') }),
  z.object({ kind: z.literal('sandbox-failed'), detail: z.string() }),
])
const Shape = z.object({
  architecture: Architecture,
  down: z.array(ServiceName),
  latency: z.enum(['modelled', 'none']),
  traceId: z.string(),
  request: z.object({
    method: z.string(),
    url: z.url(),
    headers: z.array(Field),
    body: z.string().optional(),
    bodyEncoding: z.literal('base64').optional(),
  }),
  outcome: Outcome,
  events: z.array(z.looseObject({ v: z.literal(1), seq: z.number(), atUs: z.number(), kind: z.string() })),
})

/** The log is versioned: whoever can read its version can read its events. */
const KeptEntry = z.custom<Entry>((value) => Shape.safeParse(value).success)

/** What was sent on earlier visits, and how many could not be read: these are left where they are. */
export async function earlierEntries(): Promise<{
  readonly entries: readonly Entry[]
  readonly unread: number
}> {
  const found = await readEntries()
  const entries = found.flatMap(({ value }) => {
    const read = KeptEntry.safeParse(value)
    return read.success ? [read.data] : []
  })
  return { entries, unread: found.length - entries.length }
}
