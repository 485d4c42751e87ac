/**
 * The run log: everything that happened in one run of one system, in order.
 *
 * Every panel of the site is a pure function of this list. If a panel needs something that is not in
 * here, an event is missing; it must not look anywhere else.
 */

/** Microseconds of the run's own clock, counted from the start of the run. Always an integer. */
export type Micros = number

/** 32 lowercase hex digits (W3C Trace Context, trace-id). */
export type TraceId = string
/** 16 lowercase hex digits (W3C Trace Context, parent-id). */
export type SpanId = string
/** The name of whoever sends or answers: `client`, `gateway`, `orders`, `monolith`… */
export type Party = string

/** One header field line, as sent. Repeated fields are repeated lines. */
export type Field = readonly [name: string, value: string]

/** The bytes of a message as text when they are UTF-8 text, else base64. `bytes` is the length on the wire. */
export type WireContent =
  | { readonly bytes: number; readonly text: string }
  | { readonly bytes: number; readonly base64: string }

export interface WireRequest {
  readonly method: string
  readonly url: string
  readonly fields: readonly Field[]
  readonly content: WireContent
}

export interface WireResponse {
  readonly status: number
  readonly fields: readonly Field[]
  readonly content: WireContent
}

/** Why a call ended without an HTTP response. The names are Node's and every operating system's. */
export type NetworkFailure =
  | 'ECONNREFUSED'
  | 'ECONNRESET'
  | 'ETIMEDOUT'
  | 'ABORTED'
  /** The caller's own policies: the message never left. */
  | 'CIRCUIT_OPEN'
  | 'BULKHEAD_FULL'
  | 'DEADLINE_EXCEEDED'

/** What a caller or callee may do about failures. */
export type PolicyName =
  | 'timeout'
  | 'deadline'
  | 'retry'
  | 'breaker'
  | 'bulkhead'
  | 'shedding'
  | 'fallback'
  | 'hedging'
  | 'collapsing'
  | 'cache'
  | 'balancing'

/** OpenTelemetry span kinds, as far as HTTP needs them. */
export type SpanKind = 'internal' | 'client' | 'server'

/**
 * Where a span started. `call` = what the caller asked for; `attempt` = one try on the wire; `serve` = the callee's work;
 * `work` = what a process does that nobody asked it for.
 */
export type SpanRole = 'call' | 'attempt' | 'serve' | 'work'

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>

/** What each kind of event carries beside the envelope. */
export type RunEventBody =
  | {
      readonly kind: 'run'
      readonly phase: 'started'
      readonly system: string
      readonly seed: number
      readonly epochMs: number
    }
  | { readonly kind: 'run'; readonly phase: 'ended' }
  /** A span opens. Its `spanId` is in the envelope. */
  | {
      readonly kind: 'span'
      readonly phase: 'started'
      readonly role: SpanRole
      readonly spanKind: SpanKind
      readonly name: string
      readonly party: Party
      readonly peer: Party
      readonly parentSpanId?: SpanId
      readonly attributes: SpanAttributes
      /** What the party's own clock said, where it is not what the run's clock says; see `atUs`. May be negative. */
      readonly reportedUs?: Micros
    }
  /** The same span closes. `error` is absent when it went well. */
  | {
      readonly kind: 'span'
      readonly phase: 'ended'
      readonly attributes: SpanAttributes
      readonly error?: string
      readonly reportedUs?: Micros
    }
  /** A request left `from` for `to`, exactly as written on the wire. The envelope names the attempt. */
  | { readonly kind: 'request'; readonly from: Party; readonly to: Party; readonly message: WireRequest }
  /**
   * A part of an answer that comes while it is made arrived at `from`. The first one, with the index 0, is its head:
   * status and header fields. When all parts have come, `response` follows with the whole of it.
   */
  | {
      readonly kind: 'chunk'
      readonly from: Party
      readonly to: Party
      readonly index: number
      readonly head?: WireResponse
      readonly content?: WireContent
    }
  /**
   * A WebSocket frame (RFC 6455 §5.2) that the client `from` sent to `to`, or that arrived from there: `sender` says whose
   * it is. The envelope names the attempt with which the connection began. `bytes` counts its head and its mask as well.
   */
  | {
      readonly kind: 'frame'
      readonly from: Party
      readonly to: Party
      readonly sender: Party
      readonly opcode: 'text' | 'binary' | 'ping' | 'pong' | 'close'
      readonly bytes: number
      /** Of text and binary frames. */
      readonly content?: WireContent
      /** Of a close frame (RFC 6455 §7.4). */
      readonly code?: number
      readonly reason?: string
    }
  /** The answer arrived back at `from`. */
  | { readonly kind: 'response'; readonly from: Party; readonly to: Party; readonly message: WireResponse }
  /** No answer will come. */
  | {
      readonly kind: 'failure'
      readonly from: Party
      readonly to: Party
      readonly failure: NetworkFailure
      readonly detail: string
      /** The callee certainly knows nothing of it; absent when it may. */
      readonly unsent?: true
    }
  /** A committed change of one record. `before` or `after` is null when there was or is none. */
  | {
      readonly kind: 'state'
      readonly party: Party
      readonly table: string
      readonly key: string
      readonly before: unknown
      readonly after: unknown
    }
  /** A fault that was switched on struck this message. */
  | {
      readonly kind: 'fault'
      readonly from: Party
      readonly to: Party
      readonly fault: string
      readonly detail: string
      /** How much longer than it should the reply's content took, where that is what the fault does. */
      readonly bodyUs?: Micros
    }
  /** A policy did something: `what` is its own word for it (`opened`, `waits`, `turned away`), `detail` its figures. */
  | {
      readonly kind: 'policy'
      readonly party: Party
      readonly peer: Party
      readonly policy: PolicyName
      readonly what: string
      readonly detail: SpanAttributes
    }
  /**
   * What became of an event in the broker. The envelope names the trace in which the event came about; each delivery
   * has a trace of its own.
   */
  | {
      readonly kind: 'broker'
      readonly party: Party
      readonly what: 'appended' | 'delivering' | 'acknowledged' | 'refused' | 'dead' | 'replaying'
      readonly topic: string
      readonly partition: number
      readonly offset: number
      readonly eventId: string
      readonly eventType: string
      /** Who it is delivered to; absent when it was appended. */
      readonly group?: string
      /** From 1. */
      readonly attempt?: number
      /** Why it was refused. */
      readonly detail?: string
    }
  /** A process or instance changed its state. One that drains gets no new requests and ends what it has begun. */
  | { readonly kind: 'process'; readonly party: Party; readonly state: 'up' | 'draining' | 'down' }

/** The envelope that every event shares. */
export interface RunEventEnvelope {
  /** Version of this schema. */
  readonly v: 1
  /** Position in the log, from 0, without gaps. */
  readonly seq: number
  readonly atUs: Micros
  readonly run: string
  readonly traceId?: TraceId
  readonly spanId?: SpanId
}

export type RunEvent = RunEventEnvelope & RunEventBody

/** An event as its maker hands it in: the log adds version, sequence, time and run. */
export type NewRunEvent = RunEventBody & { readonly traceId?: TraceId; readonly spanId?: SpanId }

/** Where events go. A sink must not throw and must not wait. */
export type Sink = (event: RunEvent) => void
