import * as z from 'zod'
import { encodeRun } from '#mocks/systems/link.ts'
import type { Scenario } from '#mocks/systems/scenario.ts'
import { ContentError } from '../schema/error.ts'
import { chargedTwice } from './charged-twice.ts'
import { clockSkew } from './clock-skew.ts'
import type { FinishedRun } from './finished-run.ts'
import { lastCopy } from './last-copy.ts'
import { leakingCanary } from './leaking-canary.ts'
import { lostTrace } from './lost-trace.ts'
import { mailTwice } from './mail-twice.ts'
import { moneyWithoutOrder } from './money-without-order.ts'
import { nPlusOne } from './n-plus-one.ts'
import { nobodyTold } from './nobody-told.ts'
import { notValidYet } from './not-valid-yet.ts'
import { oneKeyForEverything } from './one-key-for-everything.ts'
import { poisonMessage } from './poison-message.ts'
import { recommendationsDown } from './recommendations-down.ts'
import { renamedPrice } from './renamed-price.ts'
import { retryStorm } from './retry-storm.ts'
import { FailureScenario, type FailureScenarioInput, type Prediction } from './schema.ts'
import { slowPayments } from './slow-payments.ts'
import { somebodyElsesList } from './somebody-elses-list.ts'
import { staleList } from './stale-list.ts'
import { tokensRefused } from './tokens-refused.ts'
import { whereIsMyOrder } from './where-is-my-order.ts'
import { yesterdaysPrice } from './yesterdays-price.ts'

/** Every failure scenario, by its number. */
export const CATALOGUE: readonly FailureScenario[] = readCatalogue([
  chargedTwice,
  oneKeyForEverything,
  moneyWithoutOrder,
  slowPayments,
  retryStorm,
  recommendationsDown,
  lostTrace,
  mailTwice,
  poisonMessage,
  nobodyTold,
  staleList,
  yesterdaysPrice,
  tokensRefused,
  renamedPrice,
  somebodyElsesList,
  leakingCanary,
  clockSkew,
  notValidYet,
  lastCopy,
  nPlusOne,
  whereIsMyOrder,
])

/** Checks a catalogue. Throws ContentError, which names the scenario and the field. */
export function readCatalogue(entries: readonly FailureScenarioInput[]): FailureScenario[] {
  const seen = new Map<string | number, string>()
  return entries
    .map((entry) => {
      const read = FailureScenario.safeParse(entry)
      if (!read.success)
        throw new ContentError(`content/scenarios: "${entry.id}" is wrong. ${z.prettifyError(read.error)}`)
      for (const name of [read.data.id, read.data.number]) {
        if (seen.has(name))
          throw new ContentError(
            `content/scenarios: "${entry.id}" and "${seen.get(name)}" share ${JSON.stringify(name)}. Give one of them another.`,
          )
        seen.set(name, read.data.id)
      }
      return read.data
    })
    .sort((a, b) => a.number - b.number)
}

/** The option of a prediction that a run proves right. Throws ContentError when there is none. */
export function rightOption({ reads, options, question }: Prediction, run: FinishedRun) {
  const value = reads(run)
  const right = options.find((option) => option.value === value)
  if (!right)
    throw new ContentError(
      `content/scenarios: the run answers "${question}" with ${value}, and no option says so. Add one.`,
    )
  return right
}

/** One of an entry's runs, with what the author takes for granted. */
export function runOf({ assumptions }: FailureScenario, scenario: Scenario): Scenario {
  return { ...scenario, assumptions }
}

/** The text after `#run=` that opens one of an entry's runs. */
export function linkTo(entry: FailureScenario, scenario: Scenario): Promise<string> {
  return encodeRun(runOf(entry, scenario))
}
