import type { Send } from '../../http/client.ts'
import type { Operation } from '../../http/operation.ts'
import type { Handler, ServiceWorld } from '../../http/service.ts'
import type { RunLog } from '../../log/log.ts'
import type { TraceContext } from '../../log/trace-context.ts'
import type { Secrets } from '../../services/auth/ports.ts'
import type { Clock } from '../../simulation/clock.ts'
import type { Store, StoreOptions, Tables } from '../../storage/store.ts'
import { isOutside } from '../map.ts'
import type { ServiceName, Settings } from '../scenario.ts'

/** What a process is given by the place where it runs. */
export interface Surroundings {
  settings: Settings
  /** The time of day, and who is told of unforeseen errors. */
  world: ServiceWorld
  newId: (kind: string, sequence: number) => string
  /** Opens a store of the process's own. */
  open: <T extends Tables>(seed: StoreOptions<T>['seed']) => Promise<Store<T>>
  /** Where a service listens. */
  originOf: (service: ServiceName) => string
  /** Sends a request as this process. */
  send: Send
  clock: Clock
  log: RunLog
  /** Does something that nobody asked for, under a trace of its own. */
  inTrace: <R>(name: string, work: (trace: TraceContext) => Promise<R>) => Promise<R>
  /** Where clients reach the public API, such as `https://api.bookshop.example`. */
  publicOrigin: string
  /** Where the issuer's secrets come from. */
  secrets: Secrets
}

/** Work that nobody asks for: an outbox to publish, deliveries that are due. */
export interface Background {
  /** Takes the work up; called when the process starts. */
  start(): Promise<void> | void
  /** Lets it end after the step that is under way; resolves when it has. */
  stop(): Promise<void> | void
}

/** A process that is ready to answer, and its data. */
export interface Built extends Partial<Background> {
  readonly handler: Handler
  /** What it answers to the processes of the bookshop and to nobody else; at a door of its own, where it has one. */
  readonly inside?: Handler
  readonly store?: Pick<Store<Tables>, 'snapshot'>
  /** Of a service that keeps something in memory: the handler of one of its instances, which is to keep it there. */
  readonly handlerWith?: (memory: object) => Handler
}

/** The monolith as its modules see it: the surroundings of the one process, and the one store that all share. */
export interface Monolith extends Omit<Surroundings, 'open'> {
  /** The one store, as the module that owns these tables sees it. */
  storeOf: <T extends Tables>(seed: StoreOptions<T>['seed']) => Store<T>
  /** Has a module's background work start and stop with the process. */
  runs: (work: Background) => void
}

/** One service of the bookshop: what it offers, what it keeps, and how it is built in either architecture. */
export interface Block {
  readonly operations: readonly Operation[]
  /** Those of its operations that the public API offers. */
  readonly publicOperations: readonly Operation[]
  /** Its tables and what is in them at first; table names are unique in the bookshop, because the monolith keeps all in one store. */
  readonly seed: StoreOptions<Tables>['seed']
  /** The service as a process of its own: its own store, and other services only over HTTP. */
  service(surroundings: Surroundings): Promise<Built>
  /**
   * Its HTTP face as a module of the monolith; it asks other modules by calling their functions. A service that
   * stays apart, in a process of its own, has none.
   */
  face?(monolith: Monolith): Handler
  /** Where the broker delivers events to it; in the monolith as well. */
  readonly hears?: string
}

/** Something of the monolith that is made once, when somebody first asks for it: so no module needs to come before another. */
export function once<T>(make: (monolith: Monolith) => T): (monolith: Monolith) => T {
  const made = new WeakMap<Monolith, { readonly part: T }>()
  return (monolith) => {
    const { part } = made.get(monolith) ?? { part: make(monolith) }
    made.set(monolith, { part })
    return part
  }
}

/** Where a service is, and how to reach it. Tokens do not go to somebody else's. */
export function remote({ originOf, send }: Pick<Surroundings, 'originOf' | 'send'>, service: ServiceName) {
  return { origin: originOf(service), send, outside: isOutside(service) }
}
