import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { placeOrder, readBook, run } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'observability'
const choosing = 'Choose the signal that answers a question about a running system.'
const tracing = 'Read a trace, and say where it breaks and what it then still tells.'

type Edge = { readonly from: 'client' | 'gateway' | 'orders'; readonly to: 'gateway' | 'orders' | 'payments' }

/** One order; something on this way drops `traceparent`. */
function order(dropped?: Edge): ScenarioInput {
  return {
    v: 1,
    settings: { publishing: 'none' },
    faults: dropped ? [{ kind: 'no-trace-context', edge: dropped }] : [],
    workload: [placeOrder()],
  }
}

const broken = (id: string, where: string, dropped?: Edge) => ({
  id,
  words: { where },
  demo: {
    watch: 'Count the hops in the trace that the client began.',
    runs: [{ id: 'order', label: 'One order', scenario: order(dropped) }],
  },
})

/** An order in which one service takes 400 ms longer. */
function slow(service: 'payments' | 'inventory' | 'catalog'): ScenarioInput {
  return {
    v: 1,
    settings: { publishing: 'none' },
    faults: [{ kind: 'slow', service, ms: 400 }],
    workload: [placeOrder()],
  }
}

/** What metrics, logs and traces tell, and what they do not. */
export const whatItShows: readonly QuestionInput[] = [
  {
    id: 'ob-hops-in-a-broken-trace',
    version: 1,
    page,
    objective: tracing,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'An order makes five requests: client to gateway, gateway to orders, and orders to catalog, inventory and payments. {where} How many of the five are in the trace that the client began?',
    computed: {
      hops: { measure: { of: 'hops', request: 0 } },
      list: { measure: { of: 'hop-list', request: 0 } },
    },
    asks: [
      {
        input: 'number',
        id: 'hops',
        label: 'Requests in the client’s trace',
        unit: 'requests',
        measure: { of: 'hops', request: 0 },
        min: 0,
        max: 10,
        whenRight: 'These are in it: {list}.',
        mistakes: [
          {
            value: 5,
            why: 'A service knows its trace by the field alone. Without it, it begins a trace of its own.',
            misconception: 'tracing-happens-by-itself',
          },
          {
            value: 4,
            why: 'It is not one request that goes missing, but whatever follows behind the place where the field is lost.',
            misconception: 'tracing-happens-by-itself',
          },
          {
            value: 0,
            why: 'Spans that were recorded before the loss keep their trace.',
            misconception: 'tracing-happens-by-itself',
          },
        ],
        otherwise: {
          why: 'The request on which the field is lost is still recorded by its sender; what its receiver does is not. In the trace: {list}.',
          misconception: 'tracing-happens-by-itself',
        },
      },
    ],
    cases: [
      broken('whole', 'Each hop hands `traceparent` on.'),
      broken('behind-the-gateway', 'A proxy between gateway and orders drops `traceparent`.', {
        from: 'gateway',
        to: 'orders',
      }),
      broken('at-the-door', 'A proxy between client and gateway drops `traceparent`.', {
        from: 'client',
        to: 'gateway',
      }),
    ],
    takeaway: 'A trace reaches as far as its context is handed on.',
    sources: ['bookshop', 'trace-context'],
  },
  {
    id: 'ob-who-is-slow',
    version: 1,
    page,
    objective: tracing,
    kind: 'single',
    difficulty: 'medium',
    stem: 'This is the trace of a slow order. Which service do you look at first?',
    exhibits: [
      {
        label: 'Spans: service, from, to',
        lines: [
          'gateway      0 ms ─ 460 ms',
          '  orders    10 ms ─ 450 ms',
          '    catalog    15 ms ─  22 ms',
          '    inventory  28 ms ─ 432 ms',
          '    payments  438 ms ─ 446 ms',
        ],
      },
    ],
    options: [
      {
        id: 'inventory',
        text: 'inventory: 404 ms of its own',
        right: true,
        why: 'It asks nobody, so the whole time is its own. Everything above it has waited for it.',
      },
      {
        id: 'gateway',
        text: 'gateway: the longest, 460 ms',
        right: false,
        misconception: 'slow-means-guilty',
        why: 'Of the 460 ms it has waited 440 for orders. Its own part is 20 ms.',
      },
      {
        id: 'orders',
        text: 'orders: it calls all the others',
        right: false,
        misconception: 'slow-means-guilty',
        why: 'Take off what it waited for: catalog, inventory and payments. Little is left.',
      },
      {
        id: 'payments',
        text: 'payments: it comes at the end',
        right: false,
        misconception: 'slow-means-guilty',
        why: 'It starts late because it has to wait for inventory. It takes 8 ms.',
      },
    ],
    demo: {
      watch: 'The same picture with inventory 400 ms too slow: look for the bar with nothing below it.',
      runs: [
        { id: 'inventory', label: 'inventory is slow', scenario: slow('inventory') },
        { id: 'payments', label: 'payments is slow', scenario: slow('payments') },
      ],
      checks: [{ label: 'Status', measure: { of: 'status', request: 0 }, expect: 'same' }],
    },
    takeaway: 'Own time is a span’s length without that of the spans below it.',
    sources: ['bookshop'],
  },
  {
    id: 'ob-the-average',
    version: 1,
    page,
    objective: choosing,
    kind: 'single',
    difficulty: 'easy',
    stem: 'Of 100 requests 98 take 50 ms and two take 5 s. The dashboard shows the average: 149 ms. Which figure would have shown the trouble best?',
    options: [
      {
        id: 'p99',
        text: 'The 99th percentile: 5 s',
        right: true,
        why: 'One request in a hundred is at least so slow. That is what the unlucky ones notice.',
      },
      {
        id: 'median',
        text: 'The median, which is 50 ms',
        right: false,
        misconception: 'average-latency-tells',
        why: 'It says how the middle fares. The trouble is at the end.',
      },
      {
        id: 'average-hour',
        text: 'The average over each hour',
        right: false,
        misconception: 'average-latency-tells',
        why: 'Over a longer time even more quick requests hide the slow ones.',
      },
      {
        id: 'per-second',
        text: 'The requests in each second',
        right: false,
        misconception: 'monitoring-is-observability',
        why: 'Traffic says how much comes in, not how it fares.',
      },
    ],
    demo: {
      watch:
        'Two reads of a book: one as ever, and one while catalog is slow. Their average is the time of neither.',
      runs: [
        { id: 'quick', label: 'As ever', scenario: run('microservices', [readBook()]) },
        {
          id: 'slow',
          label: 'catalog is slow',
          scenario: {
            v: 1,
            faults: [{ kind: 'slow', service: 'catalog', ms: 5000 }],
            workload: [readBook()],
          },
        },
      ],
      checks: [
        { label: 'Time until the answer', measure: { of: 'duration', request: 0 }, expect: 'different' },
        { label: 'Status', measure: { of: 'status', request: 0 }, expect: { equals: 200 } },
      ],
    },
    takeaway: 'Ask how the unlucky ones fare. They come back, or they do not.',
    sources: ['bookshop', 'sre-monitoring'],
  },
  {
    id: 'ob-labels',
    version: 1,
    page,
    objective: choosing,
    kind: 'select',
    difficulty: 'medium',
    stem: 'You count requests in a metric. Which of these may become labels of it without filling the store?',
    options: [
      {
        id: 'method',
        text: 'The method: `GET`, `POST`…',
        right: true,
        misconception: 'more-labels-tell-more',
        why: 'There are a handful of them.',
      },
      {
        id: 'route',
        text: 'The route: `/orders/:id`',
        right: true,
        misconception: 'more-labels-tell-more',
        why: 'A template, of which a service has a few dozen.',
      },
      {
        id: 'status',
        text: 'The status code: `201`',
        right: true,
        misconception: 'more-labels-tell-more',
        why: 'A dozen or two are in use.',
      },
      {
        id: 'path',
        text: 'The path: `/orders/8152`',
        right: false,
        misconception: 'more-labels-tell-more',
        why: 'Each order makes a series of its own, and none of them ever counts to more than a few.',
      },
      {
        id: 'trace-id',
        text: 'The trace id of a request',
        right: false,
        misconception: 'more-labels-tell-more',
        why: 'It is new each time. Put it into the log line; some stores keep one example for each series.',
      },
    ],
    demo: {
      request: 1,
      watch: 'The metrics of catalog after one read: few labels, and no ISBN among them.',
      runs: [
        {
          id: 'metrics',
          label: 'After one read',
          scenario: run('microservices', [
            readBook(),
            { method: 'GET', url: 'https://catalog.bookshop.internal/metrics' },
          ]),
        },
      ],
      checks: [{ label: 'Status', measure: { of: 'status', request: 1 }, expect: { equals: 200 } }],
    },
    takeaway: 'Labels with few values in metrics; what is nearly unique in traces and logs.',
    sources: ['bookshop', 'sre-monitoring'],
  },
  {
    id: 'ob-wake-me',
    version: 1,
    page,
    objective: choosing,
    kind: 'single',
    difficulty: 'medium',
    stem: 'For which of these should somebody be woken at three in the morning?',
    options: [
      {
        id: 'orders-fail',
        text: 'Since 2:50 one order in twenty has failed.',
        right: true,
        why: 'Users notice it, it goes on, and it costs orders for as long as nobody acts.',
      },
      {
        id: 'cpu',
        text: 'Since 2:50 the CPU of catalog is at 92%.',
        right: false,
        misconception: 'alarms-watch-machines',
        why: 'If answers come in time, the machine is well used. If they do not, that is the alarm.',
      },
      {
        id: 'restart',
        text: 'At 2:50 an instance of orders was restarted.',
        right: false,
        misconception: 'alarms-watch-machines',
        why: 'A platform that restarts by itself has done its work. Somebody may look in the morning.',
      },
      {
        id: 'warnings',
        text: 'Since 2:50 the logs have 40 warnings more.',
        right: false,
        misconception: 'monitoring-is-observability',
        why: 'Nobody knows what they mean to users. Look into them by day, or make them say it.',
      },
    ],
    demo: {
      watch: 'payments is down. What users notice is the status of their order.',
      runs: [
        {
          id: 'failing',
          label: 'An order at three',
          scenario: run('microservices', [placeOrder()], 'payments'),
        },
      ],
      checks: [
        { label: 'Status of the order', measure: { of: 'status', request: 0 }, expect: { equals: 503 } },
      ],
    },
    takeaway: 'Alarms for symptoms that users notice; causes are for looking up.',
    sources: ['bookshop', 'sre-monitoring'],
  },
  {
    id: 'ob-rare-failure',
    version: 1,
    page,
    objective: choosing,
    kind: 'single',
    difficulty: 'hard',
    stem: 'One order in 10,000 fails, and you want a trace of it. One trace in 100 is kept, decided by chance at the first hop. The shop has 20,000 orders a day. How many traces of a failed order do you have after a week?',
    options: [
      {
        id: 'none-probably',
        text: 'Most likely none at all',
        right: true,
        why: 'Fourteen orders fail in a week, and one in a hundred of them is kept: 0.14 on average.',
      },
      {
        id: 'fourteen',
        text: 'About fourteen of them',
        right: false,
        misconception: 'a-sample-holds-everything',
        why: 'That is how many fail. Whether they are kept was decided before they did.',
      },
      {
        id: 'one-a-day',
        text: 'One or two for each day',
        right: false,
        misconception: 'a-sample-holds-everything',
        why: 'Two fail each day. Of a hundred such days one trace would be kept for each of the two.',
      },
      {
        id: 'all-errors',
        text: 'All, as errors are kept',
        right: false,
        misconception: 'a-sample-holds-everything',
        why: 'For that the decision has to wait for the outcome: tail sampling.',
      },
    ],
    demo: {
      watch: 'Here each trace is kept, the failed ones too. A busy shop cannot afford that.',
      runs: [
        {
          id: 'failed',
          label: 'A failed order',
          scenario: run('microservices', [placeOrder()], 'inventory'),
        },
      ],
      checks: [{ label: 'Status', measure: { of: 'status', request: 0 }, expect: { equals: 503 } }],
    },
    takeaway: 'Chance keeps the ordinary. To keep the odd one, decide when you know how it went.',
    sources: ['bookshop'],
  },
  {
    id: 'ob-first-look',
    version: 1,
    page,
    objective: choosing,
    kind: 'single',
    difficulty: 'easy',
    stem: 'A partner writes: “Our order at 9:00 took half a minute.” All dashboards are green. Where do you look first?',
    options: [
      {
        id: 'trace',
        text: 'At the trace of that one order',
        right: true,
        why: 'The question is about one request, and a trace is all that happened to it.',
      },
      {
        id: 'metrics',
        text: 'At the p95 of orders between 9 and 10',
        right: false,
        misconception: 'average-latency-tells',
        why: 'It is green. One order among thousands moves no percentile.',
      },
      {
        id: 'all-logs',
        text: 'At the logs of each service around 9:00',
        right: false,
        misconception: 'monitoring-is-observability',
        why: 'There are thousands of lines, of everybody’s orders. With the trace id you can go there next.',
      },
      {
        id: 'cpu',
        text: 'At the CPU of each machine around 9:00',
        right: false,
        misconception: 'alarms-watch-machines',
        why: 'It tells how the machines fared, and nothing of this order.',
      },
    ],
    demo: {
      watch: 'The partner’s own `traceparent` names the trace. Everything that the order caused is in it.',
      runs: [
        {
          id: 'partner',
          label: 'The partner’s order',
          scenario: {
            v: 1,
            settings: { publishing: 'none' },
            faults: [{ kind: 'slow', service: 'payments', ms: 30_000 }],
            workload: [placeOrder()],
          },
        },
      ],
      checks: [
        { label: 'Requests in the trace', measure: { of: 'hops', request: 0 }, expect: { equals: 5 } },
      ],
    },
    takeaway: 'One request: its trace. Many requests: metrics. One moment of one process: its log.',
    sources: ['bookshop', 'trace-context'],
  },
]
