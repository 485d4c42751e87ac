import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { type Request, readBook, THE_BOOK } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'resources-and-representations'
const choosing = 'Say which representation a client gets, and by what it was chosen.'
const naming = 'Tell a resource from its name, its data and its representations.'

const API = 'https://api.bookshop.example/v1'
const LIST = `${API}/books?isbn=${THE_BOOK.isbn}&fields=isbn,title,price`
const list = (headers: Record<string, string> = {}): Request => ({ method: 'GET', url: LIST, headers })
const JSON_PLEASE = { accept: 'application/json' }
const GERMAN = { accept: 'text/html', 'accept-language': 'de' }
const ENGLISH = { accept: 'text/html', 'accept-language': 'en' }

function scenario(...workload: Request[]): ScenarioInput {
  return { v: 1, workload }
}
function cached(edgeCache: 'shared' | 'everything', ...workload: Request[]): ScenarioInput {
  return { v: 1, settings: { edgeCache, bookFreshness: 'minute' }, workload }
}

/** Which of several right answers somebody gets. */
export const whichOne: readonly QuestionInput[] = [
  {
    id: 'rr-what-accept-gets',
    version: 1,
    page,
    objective: choosing,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'A list of books can be had as JSON, CSV and HTML, and this shop refuses what it has not. A client sends `Accept: {accept}`. Which status comes back?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status code',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 200,
            text: '`200` OK',
            whenRight: '{because}',
            whenWrong: 'Something would have to fit. {because}',
            misconception: 'preferences-are-orders',
          },
          {
            value: 406,
            text: '`406` Not Acceptable',
            whenRight: '{because}',
            whenWrong: 'One of the three does fit. {because}',
            misconception: 'preferences-are-orders',
          },
          {
            value: 415,
            text: '`415` Unsupported Media Type',
            whenWrong: '`415` is about content that the client sent. A GET has none. {because}',
            misconception: 'accept-is-content-type',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'picture-or-anything',
        words: {
          accept: 'image/png, */*;q=0.1',
          because: 'Anything will do, if reluctantly: `*/*` admits JSON.',
        },
        demo: {
          watch: 'A picture was preferred, JSON is what came.',
          runs: [
            {
              id: 'run',
              label: 'A picture, or anything',
              scenario: scenario(list({ accept: 'image/png, */*;q=0.1' })),
            },
          ],
        },
      },
      {
        id: 'picture-alone',
        words: {
          accept: 'image/png',
          because: 'Nothing else is admitted, and a list of books is no picture here.',
        },
        demo: {
          watch: 'The refusal lists what there is.',
          runs: [{ id: 'run', label: 'A picture', scenario: scenario(list({ accept: 'image/png' })) }],
        },
      },
      {
        id: 'no-json',
        words: {
          accept: 'application/json;q=0, text/*',
          because: '`q=0` rules JSON out. CSV and HTML are both `text/…`, and one of them comes.',
        },
        demo: {
          watch: 'Content-Type: not JSON, and something with text.',
          runs: [
            {
              id: 'run',
              label: 'Text, no JSON',
              scenario: scenario(list({ accept: 'application/json;q=0, text/*' })),
            },
          ],
        },
      },
    ],
    takeaway: 'Accept lists ranges with weights. The most specific one counts, and q=0 rules out.',
    sources: ['rfc9110-proactive', 'bookshop'],
  },
  {
    id: 'rr-calls-with-variants',
    version: 1,
    page,
    objective: choosing,
    kind: 'predict',
    difficulty: 'hard',
    stem: 'A shared cache that keeps to `Vary` stands at the edge, and lists may be used for a minute. Within that minute the same address is asked {wishes}. How often is catalog asked?',
    asks: [
      {
        input: 'number',
        id: 'calls',
        label: 'Requests from the gateway to catalog',
        unit: 'requests',
        measure: { of: 'calls', from: 'gateway', to: 'catalog' },
        min: 0,
        max: 10,
        whenRight: '{because}',
        mistakes: [
          {
            value: 1,
            why: 'One address, one stored answer: so it would be without `Vary`. {because}',
            misconception: 'address-is-the-cache-key',
          },
          {
            value: { word: 'times' },
            why: 'Not every one of them is new. {because}',
            misconception: 'one-resource-one-format',
          },
        ],
        otherwise: {
          why: 'Count the different wishes, not the readers. {because}',
          misconception: 'address-is-the-cache-key',
        },
      },
    ],
    cases: [
      {
        id: 'two-of-each',
        words: {
          wishes: 'for JSON, for German HTML, for JSON and for German HTML again',
          times: 4,
          because: 'Two different answers are stored under one address, and each is used again once.',
        },
        demo: {
          request: 3,
          watch: 'The third and the fourth answer have an `Age`: they were stored.',
          runs: [
            {
              id: 'run',
              label: 'Two formats, twice',
              scenario: cached('shared', list(JSON_PLEASE), list(GERMAN), list(JSON_PLEASE), list(GERMAN)),
            },
          ],
        },
      },
      {
        id: 'two-languages',
        words: {
          wishes: 'for English HTML, for German HTML, and for English HTML again',
          times: 3,
          because: '`Vary` of the HTML names the language as well, so the two are kept apart.',
        },
        demo: {
          request: 2,
          watch: 'One format, two languages, two stored answers.',
          runs: [
            {
              id: 'run',
              label: 'Two languages',
              scenario: cached('shared', list(ENGLISH), list(GERMAN), list(ENGLISH)),
            },
          ],
        },
      },
      {
        id: 'language-does-not-matter',
        words: {
          wishes: 'for JSON by a German, by an English and by a German browser',
          times: 3,
          because:
            '`Vary` of the JSON names `Accept` alone. What else the requests differ in does not matter.',
        },
        demo: {
          request: 2,
          watch: 'Vary names no language here, so one stored answer is good for all three.',
          runs: [
            {
              id: 'run',
              label: 'JSON for everybody',
              scenario: cached(
                'shared',
                list({ ...JSON_PLEASE, 'accept-language': 'de' }),
                list({ ...JSON_PLEASE, 'accept-language': 'en' }),
                list({ ...JSON_PLEASE, 'accept-language': 'de' }),
              ),
            },
          ],
        },
      },
    ],
    takeaway: 'The key of a stored answer is the address and the fields that Vary names.',
    sources: ['rfc9110-vary', 'bookshop'],
  },
  {
    id: 'rr-tag-of-another-format',
    version: 1,
    page,
    objective: choosing,
    kind: 'single',
    difficulty: 'hard',
    stem: 'You have a list as JSON, with its `ETag`. You now ask for the same list as CSV and send that tag in `If-None-Match`. Nothing has changed meanwhile. What comes back?',
    options: [
      {
        id: 'table',
        text: '`200` with the table',
        right: true,
        why: 'The tag names the bytes of the JSON. The table has a tag of its own, so your copy is no copy of it.',
      },
      {
        id: 'not-modified',
        text: '`304` with no content',
        right: false,
        misconception: 'etag-names-the-resource',
        why: 'That would tell you to go on with your JSON. The resource is unchanged, and yet you hold nothing of what you asked for.',
      },
      {
        id: 'precondition',
        text: '`412` with a problem',
        right: false,
        misconception: 'preferences-are-orders',
        why: '`412` answers conditions on changes. For a GET, `If-None-Match` either saves the content or it does not.',
      },
      {
        id: 'json',
        text: '`200` with the JSON',
        right: false,
        misconception: 'one-resource-one-format',
        why: 'You asked for a table, and there is one. A tag does not choose the format.',
      },
    ],
    demo: {
      request: 1,
      watch: 'The tag of the first answer travels in the second request, and does not help.',
      runs: [
        {
          id: 'run',
          label: 'JSON, then CSV',
          scenario: scenario(list(JSON_PLEASE), list({ accept: 'text/csv', 'if-none-match': '{{0:etag}}' })),
        },
      ],
      checks: [
        { label: 'Status', measure: { of: 'status', request: 1 }, expect: { equals: 200 } },
        {
          label: 'Content-Type',
          measure: { of: 'field', request: 1, name: 'content-type' },
          expect: { equals: 'text/csv; charset=utf-8; header=present' },
        },
      ],
    },
    takeaway: 'A strong ETag belongs to one representation.',
    sources: ['rfc9110-resources', 'bookshop'],
  },
  {
    id: 'rr-german-gets-json',
    version: 1,
    page,
    objective: choosing,
    kind: 'single',
    difficulty: 'medium',
    stem: 'Since a cache was put in front, some people who open a page in a browser see JSON. All answers are `200`, and catalog sees nothing unusual. Where do you look first?',
    options: [
      {
        id: 'vary',
        text: 'At `Vary`, and at whether what stands in between heeds it',
        right: true,
        why: 'Without it, the cache takes the address for the whole key, and gives whoever comes next what the first one got.',
      },
      {
        id: 'content-type',
        text: 'At `Content-Type`, which seems to name the wrong format',
        right: false,
        misconception: 'one-resource-one-format',
        why: 'It is right: the content is JSON, and says so. It is only the wrong one for this reader.',
      },
      {
        id: 'accept',
        text: 'At `Accept`, which those browsers seem to have left out',
        right: false,
        misconception: 'preferences-are-orders',
        why: 'Then they would be shown JSON without the cache, too. It began with the cache.',
      },
      {
        id: 'etag',
        text: 'At `ETag`, which seems to be the same for both formats',
        right: false,
        misconception: 'etag-names-the-resource',
        why: 'That would be a mistake as well, and another one: it leads to `304`. Here whole answers are mixed up.',
      },
    ],
    demo: {
      request: 1,
      watch: 'The same two readers. Compare what the second one gets.',
      runs: [
        {
          id: 'ignores',
          label: 'Vary ignored',
          scenario: cached('everything', list(JSON_PLEASE), list(GERMAN)),
        },
        { id: 'heeds', label: 'Vary heeded', scenario: cached('shared', list(JSON_PLEASE), list(GERMAN)) },
      ],
      checks: [
        {
          label: 'Content-Type',
          measure: { of: 'field', request: 1, name: 'content-type' },
          expect: 'different',
        },
        { label: 'Status', measure: { of: 'status', request: 1 }, expect: 'same' },
      ],
    },
    takeaway: 'Right answer, wrong reader: look for Vary.',
    sources: ['rfc9110-vary', 'bookshop'],
  },
  {
    id: 'rr-which-is-a-resource',
    version: 1,
    page,
    objective: naming,
    kind: 'select',
    difficulty: 'medium',
    stem: 'Which of these can be a resource of a bookshop’s API?',
    options: [
      {
        id: 'cancellation',
        text: 'The cancellation of an order',
        right: true,
        misconception: 'resource-is-a-table-row',
        why: 'It can be named and asked about: was it granted, and when? In this shop it has an address.',
      },
      {
        id: 'front-page',
        text: 'A front page made of three services',
        right: true,
        misconception: 'resource-is-a-table-row',
        why: 'No table holds it. It has a name and a state, and that is enough.',
      },
      {
        id: 'newest',
        text: 'The newest book, whichever that is',
        right: true,
        misconception: 'resource-is-a-table-row',
        why: 'A resource is a mapping. What it leads to may change every day.',
      },
      {
        id: 'json',
        text: 'The JSON that describes a single book',
        right: false,
        misconception: 'one-resource-one-format',
        why: 'That is one of its representations. Ask for another format, and the resource is the same.',
      },
      {
        id: 'status',
        text: 'The status `201` after a new order',
        right: false,
        misconception: 'resource-is-a-table-row',
        why: 'It is a part of one message and is gone with it. The order that it announces is a resource.',
      },
    ],
    demo: {
      watch: 'A front page that no service keeps: look at who was asked for it.',
      runs: [
        { id: 'home', label: 'The front page', scenario: scenario({ method: 'GET', url: `${API}/home` }) },
      ],
      checks: [{ label: 'Status', measure: { of: 'status', request: 0 }, expect: { equals: 200 } }],
    },
    takeaway: 'Whatever clients want to talk about can be a resource.',
    sources: ['rfc9110-resources', 'fielding-uniform'],
  },
  {
    id: 'rr-verb-in-the-address',
    version: 1,
    page,
    objective: naming,
    kind: 'single',
    difficulty: 'easy',
    stem: 'Someone objects to `POST /v1/search-books`: “There is a verb in it, so this is against REST.” Which answer is fair?',
    options: [
      {
        id: 'opaque',
        text: 'Names are free. What hurts is that a read travels as a POST',
        right: true,
        why: 'To caches and proxies an address is an opaque string. The method is what they act on, and POST promises them nothing.',
      },
      {
        id: 'rename',
        text: 'Right. Renamed to `POST /v1/books-search`, it would be REST',
        right: false,
        misconception: 'uri-must-be-a-noun',
        why: 'The noun changes nothing for anybody: the message still hides that it reads.',
      },
      {
        id: 'rows',
        text: 'Right. An address may only name a row, and a search has none',
        right: false,
        misconception: 'resource-is-a-table-row',
        why: 'A search result is a fine resource. What has an address need not have a row.',
      },
      {
        id: 'format',
        text: 'It depends on the format: with JSON in it a verb is allowed',
        right: false,
        misconception: 'one-resource-one-format',
        why: 'Formats belong to representations and say nothing about names.',
      },
    ],
    demo: {
      watch: 'The same search as a GET: now anybody can tell that it reads.',
      runs: [
        {
          id: 'run',
          label: 'GET',
          scenario: scenario({ method: 'GET', url: `${API}/books?q=dune` }, readBook()),
        },
      ],
      checks: [{ label: 'Status', measure: { of: 'status', request: 0 }, expect: { equals: 200 } }],
    },
    takeaway: 'Judge by what the method promises, not by the grammar of the address.',
    sources: ['rfc9110-properties', 'rfc9110-resources'],
  },
]
