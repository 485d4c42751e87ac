import type { Call } from '../../http/call.ts'
import { GUEST } from '../../http/call.ts'
import { Problem, type ProblemDetails, type ProblemName } from '../../http/problem.ts'
import type { TraceContext } from '../../log/trace-context.ts'
import type { Index } from '../../storage/ordered-records.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import { refuseKey, tieKey } from './client-keys.ts'
import type { Carrier } from './ports.ts'
import type { OrderRecord, OrdersTables } from './store.ts'
import type { Made, Plans, Step, Work } from './work.ts'

/** What is written down of one step: before it is asked for, and when its outcome is known. */
export interface StepRecord {
  readonly name: string
  readonly state: 'started' | 'done' | 'refused' | 'undoing' | 'undone'
  /** The id of what was made, once it is done. */
  readonly made?: string
}

/** A saga as it is written down: enough to go on with it after a crash. */
export interface SagaRecord {
  readonly id: string
  readonly work: Work
  readonly state: 'forward' | 'backward' | 'done' | 'undone'
  readonly steps: readonly StepRecord[]
  /** Why it goes back: a step was refused, or its answer never came and it was not done. */
  readonly because?: { readonly problem: ProblemName; readonly details: ProblemDetails }
  /** When the request arrived at the edge: every time in a body is this one. */
  readonly arrivedAt: string
  /** Until when new steps are begun; absent when that is for as long as it takes. */
  readonly deadline?: string
}

/** The sagas that have not ended. */
export const openSagas: Index<'sagas', SagaRecord> = {
  table: 'sagas',
  group: (saga) => (isOpen(saga) ? 'open' : undefined),
  place: ({ id }) => id,
}

/** How long a saga that can not go on waits before it tries again, in seconds; then it rests until somebody asks. */
const WAITS_S = [1, 2, 4, 8, 16, 32, 60, 60, 60]

export interface SagaLogOptions {
  store: Store<OrdersTables>
  plans: Plans
  /** Waits, in microseconds. */
  sleep: (us: number) => Promise<void>
  /** The time of day. */
  now: () => Date
  /** Does something under a trace of its own. */
  inTrace: <R>(name: string, work: (trace: TraceContext) => Promise<R>) => Promise<R>
  /** Told of errors that nobody foresaw. */
  report?: ((error: unknown) => void) | undefined
}

/** How far an attempt came. An open saga goes on later: `why` is what is in its way. */
type Outcome =
  | { readonly is: 'done'; readonly order: OrderRecord | undefined }
  | { readonly is: 'undone'; readonly why: Problem }
  | { readonly is: 'open'; readonly why: Problem }

/**
 * A saga (Garcia-Molina & Salem 1987) that is written down: each step before it is asked for, and its outcome after.
 * A refusal is a known outcome, and the steps before it are undone, last one first. No answer is an unknown one:
 * whoever did the step is asked what became of it. What was done goes on, what was not is undone, even if it should
 * still arrive; and while nobody can tell, the saga stays open and is gone on with later, after a crash as well.
 */
export function createSagaLog({ store, plans, sleep, now, inTrace, report }: SagaLogOptions) {
  const running = new Map<string, Promise<Outcome>>()
  const trying = new Set<string>()
  let stopped = false

  const carrier: Carrier = {
    async carryOut(work, call, begun) {
      const id = `${work.does} ${work.order.id}`
      const isNew = await store.transact(call, (tx) => {
        if (tx.get('sagas', id)) return false
        const plan = plans[work.does]
        plan.begin(tx, work, call)
        const deadlineS = plan.deadlineOf?.(work.order)
        tx.put('sagas', id, {
          id,
          work,
          state: 'forward',
          steps: [],
          arrivedAt: call.arrivedAt,
          ...(deadlineS === undefined
            ? {}
            : { deadline: new Date(now().getTime() + deadlineS * 1000).toISOString() }),
        })
        if (work.key) tieKey(tx, work.key, id)
        return true
      })
      begun?.()
      const outcome = await attempt(id, call)
      if (outcome.is === 'done') return isNew ? outcome.order : undefined
      if (outcome.is === 'open') keepTrying(id, WAITS_S)
      throw outcome.why
    },
  }

  return {
    ...carrier,

    /** Goes on with a saga that rests, and resolves when it has ended or can not be ended now. */
    async goOn(id: string, call: Call): Promise<void> {
      if (running.has(id)) return
      const outcome = await attempt(id, call)
      if (outcome.is === 'open') keepTrying(id, WAITS_S)
    },

    /** Has the sagas of an order that rest go on in the background. */
    wake(tx: Transaction<OrdersTables>, order: string) {
      for (const id of [`place ${order}`, `cancel ${order}`]) {
        const saga = tx.get('sagas', id)
        if (saga && isOpen(saga) && !running.has(id)) keepTrying(id, [0, ...WAITS_S])
      }
    },

    /** Goes on with everything that an earlier life of the process left open. */
    async start() {
      stopped = false
      const open = await store.transact({}, (tx) =>
        tx.range(openSagas, { group: 'open', limit: Number.POSITIVE_INFINITY }),
      )
      for (const { id } of open) keepTrying(id, [0, ...WAITS_S])
    },

    /** Starts nothing any more; resolves when what is under way has come to a point at which it can be left. */
    async stop() {
      stopped = true
      await Promise.allSettled(running.values())
    },
  }

  /** Tries again and again in the background, less and less often, until the saga has ended or the waits are used up. */
  function keepTrying(id: string, waitsS: readonly number[]) {
    if (trying.has(id)) return
    trying.add(id)
    const tries = async () => {
      for (const waitS of waitsS) {
        await sleep(waitS * 1_000_000)
        if (stopped) return
        const { is } = await inTrace(`go on with: ${id}`, (trace) => attempt(id, { trace }))
        if (is !== 'open') return
      }
    }
    tries()
      .catch((error) => report?.(error))
      .finally(() => trying.delete(id))
  }

  /** One attempt at a time: whoever comes meanwhile gets the outcome of the one under way. */
  function attempt(id: string, call: Pick<Call, 'trace'> & Partial<Call>): Promise<Outcome> {
    const underWay = running.get(id)
    if (underWay) return underWay
    const attempt = drive(id, call).finally(() => running.delete(id))
    running.set(id, attempt)
    return attempt
  }

  /** Goes on from where the log says that the saga is, as far as it can. */
  async function drive(id: string, by: Pick<Call, 'trace'> & Partial<Call>): Promise<Outcome> {
    let saga = await store.transact(by, (tx) => {
      const found = tx.get('sagas', id)
      if (!found) throw new Error(`There is no saga ${id}.`)
      return found
    })
    // Whoever goes on with it later acts for the bookshop: a customer's token is not kept.
    const call: Call = { caller: GUEST, ...by, arrivedAt: saga.arrivedAt }
    const plan = plans[saga.work.does]
    const steps = plan.stepsOf(saga.work.order)
    const order = saga.work.order.id

    const write = async (changes: Partial<SagaRecord>) => {
      const next = { ...saga, ...changes }
      await store.transact(call, (tx) => tx.put('sagas', id, next))
      saga = next
    }
    const note = (step: StepRecord, changes: Partial<SagaRecord> = {}) =>
      write({
        ...changes,
        steps: noted(step)
          ? saga.steps.map((each) => (each.name === step.name ? step : each))
          : [...saga.steps, step],
      })
    const noted = ({ name }: Pick<Step, 'name'>) => saga.steps.find((step) => step.name === name)

    const isLate = () => saga.deadline !== undefined && now().toISOString() > saga.deadline
    const goBack = ({ problem, details }: Problem) =>
      ({ state: 'backward', because: { problem, details } }) as const

    /** Does a step, or learns what became of it. Throws when nobody can tell. */
    const take = async (step: Step): Promise<void> => {
      let unknown = undecided()
      const isFirst = !noted(step)
      // Past the pivot there is no way back, and before it there is no sense in going on with what took too long.
      if (isFirst && isLate() && (step.undo || step.mayRefuse)) return write(goBack(unknown))
      if (isFirst) await note({ name: step.name, state: 'started' })
      if (isFirst || !step.find) {
        try {
          return await note({
            name: step.name,
            state: 'done',
            made: await step.act(saga.work, call, madeIn(saga)),
          })
        } catch (error) {
          if (isKnown(error) && (step.undo || step.mayRefuse))
            return note({ name: step.name, state: 'refused' }, goBack(error))
          if (!(error instanceof Problem) || !step.find) throw error
          unknown = error
        }
      }
      const made = await step.find?.(order, call)
      if (made === undefined) await write(goBack(unknown))
      else await note({ name: step.name, state: 'done', made })
    }

    try {
      for (const step of steps) {
        if (saga.state !== 'forward') break
        if (noted(step)?.state !== 'done') await take(step)
      }

      if (saga.state === 'forward') {
        return await store.transact(call, (tx) => {
          tx.put('sagas', id, { ...saga, state: 'done' })
          return { is: 'done', order: plan.finish(tx, saga.work, madeIn(saga), call) }
        })
      }

      if (saga.state === 'backward') {
        for (const step of steps.toReversed()) {
          const done = noted(step)
          if (!step.undo || !done || done.state === 'refused' || done.state === 'undone') continue
          // With what was made: whoever goes on with it after a crash needs it to undo it.
          await note({ ...done, state: 'undoing' })
          await step.undo(order, call, madeIn(saga))
          await note({ name: step.name, state: 'undone' })
        }
        const why = whyBack(saga)
        await store.transact(call, (tx) => {
          tx.put('sagas', id, { ...saga, state: 'undone' })
          plan.abandon(tx, saga.work, call)
          if (saga.work.key) refuseKey(tx, saga.work.key, why)
        })
        return { is: 'undone', why }
      }
      return saga.state === 'done' ? { is: 'done', order: undefined } : { is: 'undone', why: whyBack(saga) }
    } catch (error) {
      // A question or an undo that is refused leaves us where we were.
      if (error instanceof Problem) return { is: 'open', why: error.status < 500 ? undecided() : error }
      throw error
    }
  }
}

function isOpen({ state }: SagaRecord): boolean {
  return state === 'forward' || state === 'backward'
}

/** Whether the outcome is known: a refusal is one, and so is a request that never left. A failure or no answer at all is none. */
function isKnown(error: unknown): error is Problem {
  return error instanceof Problem && (error.status < 500 || error.details.untouched === true)
}

function madeIn({ steps }: SagaRecord): Made {
  return Object.fromEntries(steps.flatMap(({ name, made }) => (made === undefined ? [] : [[name, made]])))
}

function whyBack({ because }: SagaRecord): Problem {
  return because ? new Problem(because.problem, because.details) : undecided()
}

/** Nobody could tell in time what became of a step, so it is as if nothing had been asked for. */
function undecided(): Problem {
  return new Problem('dependency-unavailable', {
    detail: 'A service that is needed did not answer in time, so nothing was done. Try again in a moment.',
    headers: { 'retry-after': '5' },
  })
}
