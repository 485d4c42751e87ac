import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { statusOf } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { BOOK, placeOrder } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'

const API = 'https://api.bookshop.example/v1'

/** Somebody reads a book, and then uses each of the three services that read books as well. */
function release(priceField: NonNullable<ScenarioInput['settings']>['priceField']): ScenarioInput {
  return {
    v: 1,
    settings: { priceField },
    workload: [
      { method: 'GET', url: `${API}/books/${BOOK.emma}` },
      placeOrder('renamed-price', BOOK.emma),
      {
        method: 'PUT',
        url: `${API}/carts/seeded-cart/items/${BOOK.emma}`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ quantity: 1 }),
      },
      { method: 'GET', url: `${API}/recommendations` },
    ],
  }
}

/** orders, cart and recommendations, by the exchange in which each is asked. */
const CONSUMERS = [1, 2, 3]
const working = (run: FinishedRun) =>
  CONSUMERS.filter((exchange) => [200, 201].includes(statusOf(run, exchange))).length

/** Whether somebody was told in an answer's field that something is so. */
function heard({ events }: FinishedRun, field: string): number {
  return events.filter(
    (event) => event.kind === 'response' && event.message.fields.some(([name]) => name === field),
  ).length
}

/** The bytes of all answers that catalog gave, fields and content. */
function bytesOfCatalog({ events }: FinishedRun): number {
  return events.reduce((sum, event) => {
    if (event.kind !== 'response' || event.to !== 'catalog') return sum
    const { fields, content } = event.message
    const head = fields.reduce((bytes, [name, value]) => bytes + `${name}: ${value}\r\n`.length, 0)
    return sum + head + (content && 'text' in content ? new TextEncoder().encode(content.text).length : 0)
  }, 0)
}

/** A change that breaks its readers breaks them on the day when it is deployed. */
export const renamedPrice: FailureScenarioInput = {
  id: 'renamed-price',
  number: 14,
  title: 'The better name',
  story:
    'catalog renames `price` to `unitPrice`, with all of its own tests green. orders, cart and recommendations read `price`, and none of them was deployed today.',
  prediction: {
    question:
      'catalog answers `200` to everybody. How many of the three services that read its books still work?',
    reads: working,
    options: [
      {
        value: 0,
        text: 'None of them',
        why: 'Each of the three needs the price and looks for it under the name that it knows.',
      },
      {
        value: 1,
        text: 'One of them',
        why: 'That would be one that ignores the price. A tolerant reader ignores fields that are new, and cannot do without those that it needs.',
      },
      {
        value: 3,
        text: 'All of them',
        why: 'A `200` says that catalog is content. Whether its readers are, only their contracts say.',
      },
    ],
  },
  symptom: {
    says: 'catalog is healthy, and everybody who needs a price answers `503`. The problem names the field that is missing.',
    scenario: release('renamed'),
    shows: (run) => statusOf(run, 0) === 200 && working(run) === 0,
  },
  cures: [
    {
      id: 'both-names',
      does: 'Add, and take nothing away: the price is there under both names. `Deprecation` and `Sunset` say how long the old one stays.',
      scenario: release('both'),
      says: 'The old readers find `price` and the new ones `unitPrice`. Each is deployed when it likes, and the old name goes when nobody reads it.',
      shows: (run) =>
        working(run) === CONSUMERS.length && heard(run, 'deprecation') > 0 && heard(run, 'sunset') > 0,
      cost: {
        says: 'Each answer says the same thing twice, and somebody has to find out who still reads the old name before it goes.',
        measured: [{ label: 'What catalog sends', unit: 'bytes', reads: bytesOfCatalog }],
      },
    },
  ],
  wrongCure: {
    does: 'Call it version 2: each answer of catalog has the field `Api-Version: 2`.',
    tempts: 'A breaking change wants a new major version. Semantic versioning says so.',
    scenario: release('version-2'),
    says: 'The number is honest, and nobody asked for version 2. Only beside version 1, which goes on, would it help.',
    shows: (run) => heard(run, 'api-version') > 0 && working(run) === 0,
  },
  assumptions: [
    'The three services are tolerant readers: they ignore fields that they do not know.',
    'Nobody keeps a copy of a book: each service asks catalog each time.',
    'In the monolith the three call functions of catalog instead, and a compiler finds such a change before it is deployed.',
  ],
}
