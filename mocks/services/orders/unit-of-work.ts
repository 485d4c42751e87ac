import type { Store } from '../../storage/store.ts'
import type { Carrier } from './ports.ts'
import type { OrdersTables } from './store.ts'
import type { Plans } from './work.ts'

export interface UnitOfWorkOptions {
  store: Store<OrdersTables>
  plans: Plans
  /** Whether what was done is undone when a later step fails. */
  undoes?: boolean
}

/**
 * A saga that is only remembered: when a step fails, the steps before it are undone, last one first. It takes no answer
 * for a failure, and a crash in its midst leaves what was done: that is why there is a saga log.
 */
export function rememberedSaga({ store, plans, undoes = true }: UnitOfWorkOptions): Carrier {
  return {
    async carryOut(work, call) {
      const plan = plans[work.does]
      const made: Record<string, string> = {}
      const undos: (() => Promise<void>)[] = []
      try {
        await store.transact(call, (tx) => plan.begin(tx, work, call))
        undos.push(() => store.transact(call, (tx) => plan.abandon(tx, work, call)))
        for (const { name, act, undo } of plan.stepsOf(work.order)) {
          made[name] = await act(work, call, made)
          if (undo && undoes) undos.push(() => undo(work.order.id, call, made))
        }
        return await store.transact(call, (tx) => plan.finish(tx, work, made, call))
      } catch (error) {
        // An undo that fails does not keep the others from running.
        for (const undo of undos.reverse()) await undo().catch(() => {})
        throw error
      }
    },
  }
}

/** One local transaction: whoever is handed its call takes part, and if any step fails, nothing ever happened. */
export function oneTransaction({ store, plans }: UnitOfWorkOptions): Carrier {
  return {
    carryOut: (work, call) =>
      store.transact(call, async (tx, open) => {
        const plan = plans[work.does]
        const made: Record<string, string> = {}
        plan.begin(tx, work, call)
        for (const { name, act } of plan.stepsOf(work.order))
          made[name] = await act(work, { ...call, open }, made)
        return plan.finish(tx, work, made, call)
      }),
  }
}
