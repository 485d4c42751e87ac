import type { Store } from '../../storage/store.ts'
import type { UnitOfWork } from './ports.ts'
import type { OrdersTables } from './store.ts'

/**
 * A saga (Garcia-Molina & Salem 1987): when a step fails, the steps before it are undone, last one first.
 * An undo that fails does not keep the others from running.
 */
export const saga: UnitOfWork = {
  async run(call, work) {
    const undos: (() => Promise<void>)[] = []
    try {
      return await work(async (act, undo) => {
        const done = await act()
        undos.push(() => undo(done))
        return done
      }, call)
    } catch (error) {
      for (const undo of undos.reverse()) await undo().catch(() => {})
      throw error
    }
  },
}

/** One local transaction: whoever is handed its call takes part, and if any step fails, nothing ever happened. */
export function oneTransaction(store: Store<OrdersTables>): UnitOfWork {
  return {
    run: (call, work) => store.transact(call, (_, open) => work((act) => act(), { ...call, open })),
  }
}
