import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsBetween, copiesInStock, copiesSold, ordersPlaced, recordsIn } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { at, BOOK, placeOrder } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'

type Holding = NonNullable<NonNullable<ScenarioInput['settings']>['holding']>

const LAST = BOOK.theCyberiad

/** Two buyers order the last copy at the same moment, while inventory takes a tenth of a second for each request. */
function twoBuyers(holding: Holding, oneAtATime = false): ScenarioInput {
  return {
    v: 1,
    settings: {
      holding,
      fleets: oneAtATime ? [{ service: 'inventory', workers: { places: 1, queue: 100 } }] : [],
    },
    faults: [{ kind: 'slow', service: 'inventory', ms: 100 }],
    workload: [at(0, placeOrder('first-buyer', LAST)), at(0, placeOrder('second-buyer', LAST))],
  }
}

const isOversold = (run: FinishedRun) => copiesSold(run, LAST) > copiesInStock(run, LAST)
const soldOnce = (run: FinishedRun) => copiesSold(run, LAST) === 1
/** How many of the buyers were told that there are too few copies. */
const refused = ({ exchanges }: FinishedRun) =>
  exchanges.filter(({ response }) => response?.status === 409).length

/** Whoever reads, decides and writes has decided on what was true before. */
export const lastCopy: FailureScenarioInput = {
  id: 'last-copy',
  number: 7,
  title: 'The last copy, sold twice',
  story:
    'One copy is left. To sell it, orders reads the count at inventory and writes it back, smaller by one. Two buyers come at the same moment.',
  prediction: {
    question: 'Each order checks the count before it takes the copy. How many orders are confirmed?',
    reads: (run) => ordersPlaced(run).length,
    options: [
      {
        value: 0,
        text: 'None: they get in the way of each other',
        why: 'For that, somebody would have to notice that there are two. Each of them reads a count that is right, and writes one that fits what it read.',
      },
      {
        value: 1,
        text: 'One: whoever comes second reads zero',
        why: 'That needs the first one to write before the second one reads. Between reading and writing there are two messages and all the time that they take.',
      },
      {
        value: 2,
        text: 'Two',
        why: 'Both read one before either writes zero. Each then writes zero, and the count looks as if one copy had been sold.',
      },
    ],
  },
  symptom: {
    says: 'More copies are sold than there were.',
    scenario: twoBuyers('read-then-write'),
    shows: isOversold,
  },
  cures: [
    {
      id: 'if-match',
      does: 'orders sends the `ETag` that it has read in `If-Match`, and inventory writes only if that is still the latest.',
      scenario: twoBuyers('if-match'),
      says: 'The second one to write is answered `412`, reads again, finds none, and the buyer is told `409`.',
      shows: (run) => soldOnce(run) && refused(run) === 1 && conflicts(run) > 0,
      cost: {
        says: 'Whoever comes too late has worked for nothing and starts anew. With many buyers of one book that is most of them.',
        measured: [
          {
            label: 'Requests from orders to inventory',
            unit: 'requests',
            reads: (run) => callsBetween(run, 'orders', 'inventory'),
          },
        ],
      },
    },
    {
      id: 'reservation',
      does: 'orders does not touch the count. It asks inventory to hold a copy, and inventory looks and takes in one transaction.',
      scenario: twoBuyers('reservation'),
      says: 'One buyer gets the copy, the other one `409`. It takes one request for each.',
      shows: (run) => soldOnce(run) && refused(run) === 1 && conflicts(run) === 0,
      cost: {
        says: 'inventory has to remember for whom each copy is held, and somebody has to give it back when the order comes to nothing.',
        measured: [
          {
            label: 'Reservations that inventory keeps',
            unit: 'records',
            reads: (run) => recordsIn(run, 'inventory', 'reservations'),
          },
        ],
      },
    },
  ],
  wrongCure: {
    does: 'inventory works on one request at a time; all others wait in line.',
    tempts: 'The buyers overlapped, and with one worker nothing in inventory overlaps any more.',
    scenario: twoBuyers('read-then-write', true),
    says: 'Reading and writing are two requests. Now the second buyer reads between the two of the first, in good order, and both orders take longer.',
    shows: (run) => ordersPlaced(run).length === 2,
  },
  assumptions: [
    'inventory takes 100 ms longer for each request, so that two buyers who come together surely overlap.',
    'Whoever is confirmed has bought: nobody counts the shelf before the parcels are packed.',
    'In the monolith each order is one transaction, and the copy is sold once with any of the three.',
  ],
}

/** How many writes inventory refused because the count had changed. */
function conflicts({ events }: FinishedRun): number {
  return events.filter(
    (event) => event.kind === 'response' && event.to === 'inventory' && event.message.status === 412,
  ).length
}
