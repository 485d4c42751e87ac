import * as z from 'zod'
import { fromBase64 } from '../http/data-url.ts'
import { Fault } from './faults.ts'
import { isForbiddenField } from './forbidden-fields.ts'
import { SERVICE_NAMES } from './map.ts'
import { Fleet, Policy } from './policies.ts'
import { quotedBy, withoutQuotes } from './quotes.ts'

export { Fault } from './faults.ts'
export { SERVICE_NAMES } from './map.ts'
export { ServiceName } from './services.ts'

/** The two ways in which the same bookshop is built. */
export const Architecture = z.enum(['microservices', 'monolith'])
export type Architecture = z.infer<typeof Architecture>

/** What means something only where orders commands the steps of an order, or where nobody needs to hear of them. */
const COMMANDED = [
  ['publishing', 'none', 'a choreographed order is carried out by events: publish them'],
  ['holding', 'read-then-write', 'in a choreographed order inventory holds copies itself: use reservation'],
  ['holding', 'if-match', 'in a choreographed order inventory holds copies itself: use reservation'],
  ['charging', 'first', 'in a choreographed order nobody can be told to charge first: use last'],
  [
    'recovery',
    'no-undo',
    'in a choreographed order everybody takes back their own part: use saga-log or none',
  ],
] as const

/** Each setting by itself. */
const EachSetting = z.strictObject({
  /** `modelled`: every link has a seeded latency. `none`: links take no time. */
  latency: z.enum(['modelled', 'none']).default('modelled'),
  /** Whether somebody without a token is the guest, or is turned away. */
  auth: z.enum(['guest', 'required']).default('guest'),
  /** Whether `POST /v1/orders` insists on an Idempotency-Key. */
  idempotencyKey: z.enum(['required', 'optional']).default('required'),
  /**
   * Whether orders names a key when it asks payments to set money aside: `order` derives it from the order's id, so
   * that a repeated request is done once.
   */
  paymentKey: z.enum(['none', 'order']).default('order'),
  /**
   * Who moves the money on customers' cards. `built-in`: payments decides by itself. `bank`: payments asks the bank, which is
   * somebody else's in either architecture.
   */
  acquirer: z.enum(['built-in', 'bank']).default('built-in'),
  /**
   * How services tell the broker what happened. `outbox`: events are committed with the change and published until the
   * broker has them. `dual-write`: published once, after the commit. `none`: nobody is told.
   */
  publishing: z.enum(['outbox', 'dual-write', 'none']).default('outbox'),
  /**
   * Who is in charge of the steps of an order. `orchestrated`: orders asks for each and knows the outcome. `choreographed`:
   * orders says that an order came in, and the others react to that and to each other. The monolith places an order in one
   * transaction, whatever this says.
   */
  saga: z.enum(['orchestrated', 'choreographed']).default('orchestrated'),
  /** What consumers do about events that come twice. `dedupe`: each takes effect once. `none`: each delivery takes effect. */
  inbox: z.enum(['dedupe', 'none']).default('dedupe'),
  /** `per-key`: the broker delivers one event at a time in each partition. `none`: several, so that they may overtake each other. */
  ordering: z.enum(['per-key', 'none']).default('per-key'),
  /** How many times the broker delivers an event that nobody acknowledges; then it is a dead letter. */
  deliveryAttempts: z.int().min(1).max(10).default(5),
  /**
   * How far a service lets the issuer's clock be ahead of its own, or behind it, in seconds: a token counts so much earlier
   * and so much longer.
   */
  tokenLeewayS: z.int().min(0).max(86_400).default(5),
  /**
   * After how many seconds of the run a version of notifications is deployed that can do without the customer: it writes to
   * the shop where an event does not say whose it is. 0 is never.
   */
  notificationsFixS: z.int().min(0).max(86_400).default(0),
  /** Whether each answer says how long its service worked on it: `Server-Timing: orders;dur=12.5` (W3C). */
  serverTiming: z.boolean().default(false),
  /**
   * What orders does about steps whose outcome it does not know. `saga-log`: each step is written down, and is looked up or
   * undone, after a crash as well. `none`: no answer is taken for a failure, and a crash forgets. `no-undo`: nothing is
   * ever taken back. In a choreographed order `none` means that nobody notices when nothing is heard of it any more.
   */
  recovery: z.enum(['saga-log', 'none', 'no-undo']).default('saga-log'),
  /**
   * When an order that is delivered is charged: `last`, when everything that can be refused was done, or `first`, before its
   * shipment is created.
   */
  charging: z.enum(['last', 'first']).default('last'),
  /**
   * How orders holds copies. `reservation`: inventory holds them. `read-then-write`: orders reads the count and writes a
   * smaller one. `if-match`: the same, and only whoever has read the latest count may write one.
   */
  holding: z.enum(['reservation', 'read-then-write', 'if-match']).default('reservation'),
  /**
   * Whether the front page can do without recommendations. `optional`: it comes without them, and says so. `required`: it
   * answers 502.
   */
  recommendations: z.enum(['optional', 'required']).default('optional'),
  /**
   * How the GraphQL edge asks other services. `on`: what fields ask for at the same time is asked for together. `off`: one
   * call for each item.
   */
  graphqlBatching: z.enum(['on', 'off']).default('on'),
  /**
   * The cache at the edge. `shared`: keeps what answers allow, as RFC 9111 says. `everything`: keeps every answer for a
   * minute, whatever it says and whoever it is for.
   */
  edgeCache: z.enum(['none', 'shared', 'everything']).default('none'),
  /**
   * For how long the catalogue lets its answers be used: each time only after asking, or for so long. After a `minute` they
   * may be given for 30 s more while they are asked for anew.
   */
  bookFreshness: z.enum(['revalidate', 'twenty-seconds', 'minute', 'hour']).default('revalidate'),
  /**
   * What order-history tells caches of a person's list. `private`: that it is for nobody else. `unmarked`: that it is good
   * for a minute, and not for whom. `public`: that everybody may have it, which is wrong.
   */
  personalAnswers: z.enum(['private', 'unmarked', 'public']).default('private'),
  /**
   * Where the catalogue writes what a book costs. `price`: as it always did. `renamed`: as `unitPrice` alone. `version-2`:
   * the same, and each answer says that this is version 2. `both`: under both names, and the old one is on its way out.
   */
  priceField: z.enum(['price', 'renamed', 'version-2', 'both']).default('price'),
  /**
   * Where the cart service keeps carts. `store`: in the store that all of its instances share. `memory`: each instance in
   * its own memory, as sessions are often kept: the others know nothing of them, and they end with the instance.
   */
  carts: z.enum(['store', 'memory']).default('store'),
  /** How many requests each consumer of the API may send in a window; more get 429. */
  quota: z
    .strictObject({
      requests: z.int().min(1).max(1_000_000).default(60_000),
      windowS: z.int().min(1).max(86_400).default(60),
    })
    .prefault({}),
  /** What callers do about failures. The first policy that covers an edge counts; naive where none does. */
  policies: z.array(Policy).max(50).default([]),
  /** Services that run in several instances, or with a limited number of workers. */
  fleets: z.array(Fleet).max(SERVICE_NAMES.length).default([]),
})

/** What can be set on a bookshop. Everything has a default, so `{}` is a bookshop. */
export const Settings = EachSetting.superRefine((settings, context) => {
  if (settings.saga === 'choreographed')
    for (const [name, wanted, message] of COMMANDED)
      if (settings[name] === wanted) context.addIssue({ code: 'custom', path: [name], message })
})
export type Settings = z.infer<typeof Settings>

const HttpsUrl = z.url({ protocol: /^https$/ })

/**
 * One request of a workload. It is sent when those before it have ended, or at `atMs` from the start of the run if
 * that is later. With `waits: false` it does not care for those before it: that is how requests overlap. It may quote
 * earlier answers; see `quotes.ts`.
 */
export const WorkloadRequest = z
  .strictObject({
    method: z.string().regex(/^[A-Za-z]{1,20}$/, 'a method is a word of letters'),
    url: z
      .string()
      .refine((text) => HttpsUrl.safeParse(withoutQuotes(text)).success, 'url is no https address')
      .meta({ format: 'uri' }),
    headers: z
      .record(
        // Browsers drop such fields silently and Node does not: the same run would differ.
        z
          .string()
          .refine((name) => !isForbiddenField(name), 'is the browser’s own: page code can not send it'),
        z.string(),
      )
      .default({}),
    body: z.string().max(100_000).optional(),
    /** The body is no text: it is written in base64 (RFC 4648 §4). */
    bodyEncoding: z.literal('base64').optional(),
    atMs: z.int().min(0).max(86_400_000).optional(),
    waits: z.literal(false).optional(),
    /** It asks to speak WebSocket (RFC 6455), says these messages when their time has come, and closes. */
    webSocket: z
      .strictObject({
        protocols: z
          .array(z.string().regex(/^[!#$%&'*+.^_`|~\w-]{1,40}$/))
          .max(5)
          .default([]),
        says: z
          .array(z.strictObject({ afterMs: z.int().min(0).max(3_600_000), text: z.string().max(10_000) }))
          .max(100)
          .default([]),
        /** Counted from the moment at which the connection stands, as are the times of the messages. */
        closesAfterMs: z.int().min(0).max(3_600_000),
      })
      .optional(),
  })
  .refine(({ method, webSocket }) => !webSocket || method === 'GET', {
    path: ['method'],
    message: 'a WebSocket begins with GET (RFC 6455 §4.1)',
  })
  .superRefine((request, context) => {
    const found = whatCanNotBeSent(request)
    if (found) context.addIssue({ code: 'custom', ...found })
  })
export type WorkloadRequest = z.infer<typeof WorkloadRequest>

/**
 * Which part of a request no client can send: fetch itself refuses some methods, malformed header fields, passwords in
 * addresses, and GET or HEAD with content.
 */
function whatCanNotBeSent({
  method,
  url,
  headers,
  body,
  bodyEncoding,
}: {
  method: string
  url: string
  headers: Record<string, string>
  body?: string | undefined
  bodyEncoding?: 'base64' | undefined
}): { path: string[]; message: string } | undefined {
  const can = (init: RequestInit) => {
    try {
      return new Request(withoutQuotes(url), init) !== undefined
    } catch {
      return false
    }
  }
  if (!can({}))
    return { path: ['url'], message: 'no client asks at this address: leave user and password out of it' }
  if (!can({ method })) return { path: ['method'], message: 'fetch does not send this method' }
  const [name] = Object.entries(headers).find(([name, value]) => !can({ headers: [[name, value]] })) ?? []
  if (name !== undefined)
    return {
      path: ['headers', name],
      message: 'a field name is a token, and its value one line of Latin-1 (RFC 9110 §5)',
    }
  if (bodyEncoding && !isBase64(body))
    return { path: ['body'], message: 'the body is said to be base64 and is not' }
  if (body !== undefined && !can({ method, body }))
    return { path: ['body'], message: `a ${method} request carries no content` }
  return undefined
}

function isBase64(text = ''): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
}

/** The content of a request of a workload as it is sent. */
export function contentOf({
  body,
  bodyEncoding,
}: Pick<WorkloadRequest, 'body' | 'bodyEncoding'>): string | Uint8Array<ArrayBuffer> | undefined {
  return body !== undefined && bodyEncoding === 'base64' ? fromBase64(body) : body
}

/**
 * One run, complete: the same scenario gives the same log on every machine.
 * Share links, quiz items, live panels, benchmarks and tests all speak this.
 */
export const Scenario = z
  .strictObject({
    v: z.literal(1),
    system: Architecture.default('microservices'),
    settings: Settings.prefault({}),
    faults: z.array(Fault).max(50).default([]),
    workload: z.array(WorkloadRequest).max(5000).default([]),
    seed: z.int().min(0).max(4_294_967_295).default(7),
    /** What the author takes for granted, in words, shown beside the results. */
    assumptions: z.array(z.string().max(500)).max(20).default([]),
  })
  .superRefine(({ settings: { fleets }, faults, workload }, context) => {
    for (const [index, request] of workload.entries()) {
      const quoted = quotedBy(request)
      const message = quoted.some((place) => place >= index)
        ? 'quotes an answer that does not come before it'
        : quoted.length > 0 && request.waits === false
          ? 'quotes an answer, so it must wait for it'
          : undefined
      if (message) context.addIssue({ code: 'custom', path: ['workload', index], message })
    }
    for (const [index, { service }] of fleets.entries())
      if (fleets.findIndex((fleet) => fleet.service === service) < index)
        context.addIssue({
          code: 'custom',
          path: ['settings', 'fleets', index, 'service'],
          message: `${service} has a fleet already`,
        })
    for (const [index, fault] of faults.entries())
      for (const { field, message } of missing(fault, fleets))
        context.addIssue({ code: 'custom', path: ['faults', index, field], message })
  })
export type Scenario = z.infer<typeof Scenario>

/** What a fault names and no fleet has: an instance that is not there, a version that does not run. */
function missing(fault: Fault, fleets: readonly Fleet[]): { field: string; message: string }[] {
  const { instance, version } = { instance: undefined, version: undefined, ...fault }
  const service = 'service' in fault ? fault.service : 'edge' in fault ? fault.edge.to : '*'
  const fleet = fleets.find((each) => each.service === service)
  const ofFirst = fleet?.instances ?? 1
  const count = ofFirst + (fleet?.canary?.instances ?? 0)
  if (instance !== undefined && instance > count)
    return [{ field: 'instance', message: `${service} has ${count} instance${count === 1 ? '' : 's'}` }]
  // Whoever may be meant: anybody, or the process that all live in.
  const meant = service === '*' || service === 'monolith' ? fleets : [fleet]
  if (version === 2 && !meant.some((each) => each?.canary))
    return [{ field: 'version', message: `${service} runs version 1 alone: its fleet has no canary` }]
  if (instance !== undefined && version !== undefined && version !== (instance > ofFirst ? 2 : 1))
    return [{ field: 'version', message: `instance ${instance} of ${service} runs another version` }]
  return []
}
/** A scenario as a person writes it: whatever has a default may be left out. */
export type ScenarioInput = z.input<typeof Scenario>
