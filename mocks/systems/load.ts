import * as z from 'zod'
import { Scenario } from './scenario.ts'

/** What a client of a load may do next. */
export const TRAFFIC = [
  'readBook',
  'listBooks',
  'readStock',
  'placeOrder',
  'listOrders',
  'cancelOrder',
] as const
export type Traffic = (typeof TRAFFIC)[number]

const Weight = z.int().min(0).max(1000)

/** When requests come. */
const Arrivals = z.discriminatedUnion('kind', [
  /** Open loop: so many a second on average, independent of each other, whether or not earlier ones were answered. */
  z.strictObject({ kind: z.literal('open'), perSecond: z.number().min(0.01).max(100_000) }),
  /** Closed loop: so many clients, each of whom waits for its answer, thinks for this long on average, and asks again. */
  z.strictObject({
    kind: z.literal('closed'),
    clients: z.int().min(1).max(10_000),
    thinkMs: z.number().min(0).max(600_000),
  }),
])

/**
 * A run whose workload is drawn and not written down: a scenario without one, how much is asked, and when. Like a
 * scenario it is the whole input: the same load gives the same log on every machine.
 */
export const Load = z
  .strictObject({
    scenario: Scenario,
    requests: z.int().min(1).max(1_000_000),
    arrivals: Arrivals,
    /** How often each is asked for, compared with the others; orders are placed where there is none to cancel. */
    mix: z
      .strictObject({
        readBook: Weight,
        listBooks: Weight,
        readStock: Weight,
        placeOrder: Weight,
        listOrders: Weight,
        cancelOrder: Weight,
      })
      .refine((mix) => Object.values(mix).some((weight) => weight > 0), 'nothing would ever be asked')
      .default({
        readBook: 40,
        listBooks: 15,
        readStock: 15,
        placeOrder: 12,
        listOrders: 6,
        cancelOrder: 12,
      }),
  })
  .refine(({ scenario }) => scenario.workload.length === 0, {
    path: ['scenario', 'workload'],
    error: 'the requests of a load are drawn: leave the workload out',
  })
export type Load = z.infer<typeof Load>
/** A load as a person writes it: whatever has a default may be left out. */
export type LoadInput = z.input<typeof Load>
