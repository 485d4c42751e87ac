import * as z from 'zod'
import { type AnswerWords, FieldWords, StatusWords } from './schema.ts'

const rfc = (number: number, section: string, also = '') => ({
  label: `RFC ${number} §${section}${also}`,
  url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
})
const draft = (name: string) => ({ label: 'IETF draft', url: `https://datatracker.ietf.org/doc/${name}/` })
const FETCH = { label: 'Fetch, CORS protocol', url: 'https://fetch.spec.whatwg.org/#http-cors-protocol' }
const GRPC_WEB = {
  label: 'gRPC over HTTP/2, responses',
  url: 'https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses',
}

const FIELDS: readonly z.input<typeof FieldWords>[] = [
  {
    name: 'accept-patch',
    means: 'The formats in which this resource takes a PATCH.',
    source: rfc(5789, '3.1'),
    here: 'Sent where a PATCH came in a format that the service does not know, and by OPTIONS, so that a client need not guess: JSON Patch and JSON Merge Patch.',
  },
  {
    name: 'accept-post',
    means: 'The formats in which this resource takes a POST.',
    source: { label: 'W3C LDP §7.1', url: 'https://www.w3.org/TR/ldp/#header-accept-post' },
    here: 'Sent with 415 and by OPTIONS: the service says what it would have read.',
  },
  {
    name: 'accept-query',
    means: 'The formats in which this resource takes a QUERY: a safe request that has content.',
    source: draft('draft-ietf-httpbis-safe-method-w-body'),
    here: 'catalog sends it where a QUERY can be asked. QUERY is younger than most tools, so the field says that it is there.',
  },
  {
    name: 'accept-ranges',
    means: 'Whether parts of the content may be asked for, and in which unit.',
    source: rfc(9110, '14.3'),
    here: 'media says `bytes`: a cover is large enough that a client may want to go on where a broken download ended.',
  },
  {
    name: 'access-control-allow-headers',
    means: 'In the answer to a preflight: the request fields that a script on another origin may set.',
    source: FETCH,
    here: 'The gateway lists what the API reads. A star would not cover Authorization, so every name is written out.',
  },
  {
    name: 'access-control-allow-methods',
    means: 'In the answer to a preflight: the methods that a script on another origin may use here.',
    source: FETCH,
    here: 'The gateway repeats what `allow` says of this path: what the resource knows, scripts may use.',
  },
  {
    name: 'access-control-allow-origin',
    means:
      'Whose scripts may read this answer. Without it, a browser keeps the answer from a script on another origin.',
    source: FETCH,
    here: 'A star: nobody is known by a cookie here, so a script can use only what it brings itself.',
  },
  {
    name: 'access-control-expose-headers',
    means:
      'Which fields of the answer a script on another origin may read, beside the few that every script may.',
    source: FETCH,
    here: 'Everything that a client of this API needs, such as `etag`, `link`, `location` and `ratelimit`.',
  },
  {
    name: 'access-control-max-age',
    means: 'For how many seconds the browser need not ask again before such a request.',
    source: FETCH,
    here: 'Ten minutes: short enough that a change of the rules is soon noticed.',
  },
  {
    name: 'age',
    means: 'For how many seconds a cache has kept this answer.',
    source: rfc(9111, '5.1'),
    here: 'The edge cache of the gateway adds it. Without the field, the answer comes from the service itself.',
  },
  {
    name: 'allow',
    means: 'The methods that this resource knows.',
    source: rfc(9110, '10.2.1'),
    here: 'Sent with 405, where it is required, and with the answer to OPTIONS.',
  },
  {
    name: 'cache-control',
    means: 'Who may keep this answer, and for how long it may be used without asking.',
    source: rfc(9111, '5.2'),
    here: 'catalog lets books be kept and asked after (`no-cache`), personal answers are `private`, and what a write came to is `no-store`.',
  },
  {
    name: 'consistency-token',
    means: 'A field of the bookshop’s own: what a later read must have seen. No standard names it.',
    source: { label: 'Vogels 2009: read-your-writes', url: 'https://dl.acm.org/doi/10.1145/1435417.1435432' },
    here: 'orders gives it with a new order; whoever shows it to order-history is not answered from before that order.',
  },
  {
    name: 'content-disposition',
    means: 'Whether content is to be shown or kept, and under which file name.',
    source: rfc(6266, '4'),
    here: 'media says that a cover is to be shown, and gives it a name for whoever keeps it.',
  },
  {
    name: 'content-length',
    means: 'How many bytes of content follow.',
    source: rfc(9110, '8.6'),
    here: 'Known before the first byte is sent, because the answer was made as a whole. A stream has none.',
  },
  {
    name: 'content-location',
    means:
      'The address of exactly what this content represents, where that is not the address that was asked.',
    source: rfc(9110, '8.7'),
    here: 'cart sends it with the answer to a change of one item: the content is the whole cart.',
  },
  {
    name: 'content-range',
    means: 'Which part of the whole this is; with 416, how long the whole is.',
    source: rfc(9110, '14.4'),
    here: 'media sends it with 206, so that the parts can be put together, and with 416.',
  },
  {
    name: 'content-security-policy',
    means: 'What a document may load and run, should a browser open this answer as a page.',
    source: { label: 'W3C CSP3', url: 'https://www.w3.org/TR/CSP3/' },
    here: 'With a cover: opened by itself it runs nothing and loads nothing. With the page of consent: only what that page needs.',
  },
  {
    name: 'content-type',
    means: 'The format of the content.',
    source: rfc(9110, '8.3'),
    here: '`application/json` for what was asked for, `application/problem+json` where it went wrong: a client can tell by the type alone.',
  },
  {
    name: 'date',
    means: 'When the answer was made, by the clock of whoever made it.',
    source: rfc(9110, '6.6.1'),
    here: 'The clock of the service. In a replay it is the clock of the run; a service whose clock is wrong shows it here.',
  },
  {
    name: 'deprecation',
    means: 'Since when this resource, or a part of its contract, should not be used any more.',
    source: rfc(9745, '2'),
    here: 'catalog sends it while a price stands under its old and its new name: the old one is on its way out.',
  },
  {
    name: 'etag',
    means: 'The name of exactly this version of the representation, to be asked after later.',
    source: rfc(9110, '8.8.3'),
    here: 'Derived from the content, so that equal content has an equal name in both constructions. Send it back in `if-none-match` or `if-match`.',
  },
  {
    name: 'grpc-message',
    means: 'What went wrong with a remote procedure call, in words.',
    source: GRPC_WEB,
    here: 'The rpc edge sends it to gRPC-Web clients, where HTTP’s own status says no more than that an answer came.',
  },
  {
    name: 'grpc-status',
    means: 'How a remote procedure call ended: 0 is well, each other number a kind of failure.',
    source: GRPC_WEB,
    here: 'gRPC answers 200 whatever happens, and says here what did. Compare with how REST uses the status of HTTP.',
  },
  {
    name: 'grpc-status-details-bin',
    means: 'What went wrong with a remote procedure call, as a message of its own in base64.',
    source: GRPC_WEB,
    here: 'The rpc edge puts the details of a refusal here, as problem documents hold them elsewhere.',
  },
  {
    name: 'link',
    means: 'Other resources that have to do with this one, each with what it is to it.',
    source: rfc(8288, '3'),
    here: 'The next, previous and first page of a list: follow it rather than building an address yourself.',
  },
  {
    name: 'location',
    means:
      'With 201: where the new resource is. With 202: where to ask how far it got. With 3xx: where to go.',
    source: rfc(9110, '10.2.2'),
    here: 'The service names what it made. Seen from outside the gateway, the path begins with `/v1`.',
  },
  {
    name: 'preference-applied',
    means: 'Which of the preferences that the client named were heeded.',
    source: rfc(7240, '3'),
    here: 'Sent where `prefer` made a difference, such as `return=minimal` or `respond-async`.',
  },
  {
    name: 'ratelimit',
    means: 'How many requests this client may still send in the current window, and when that ends.',
    source: draft('draft-ietf-httpapi-ratelimit-headers'),
    here: 'The gateway counts for each consumer. Still a draft: the names may change before it is a standard.',
  },
  {
    name: 'ratelimit-policy',
    means: 'The rule by which requests are counted: how many in how long a window.',
    source: draft('draft-ietf-httpapi-ratelimit-headers'),
    here: 'The quota of the setting with the same name. Still a draft: the names may change before it is a standard.',
  },
  {
    name: 'retry-after',
    means: 'How long to wait before another try, in seconds or as a date.',
    source: rfc(9110, '10.2.3'),
    here: 'With 503 and 429, and with 202: a client that waits that long does not make things worse.',
  },
  {
    name: 'server-timing',
    means: 'How long the server took for what, for whoever measures.',
    source: { label: 'W3C Server Timing', url: 'https://www.w3.org/TR/server-timing/' },
    here: 'Only with the setting `serverTiming`: each service says how long it worked on it itself.',
  },
  {
    name: 'sunset',
    means: 'When this resource is expected to stop answering.',
    source: rfc(8594, '3'),
    here: 'Beside `deprecation`: first it should not be used, from this day on it will not be there.',
  },
  {
    name: 'traceparent',
    means: 'Which trace this belongs to, and which span.',
    source: { label: 'W3C Trace Context', url: 'https://www.w3.org/TR/trace-context/' },
    here: 'Every hop passes it on: that is how the waterfall knows what caused what.',
  },
  {
    name: 'vary',
    means:
      'Which fields of the request this answer depends on: a cache must not give it to a request that differs in them.',
    source: rfc(9110, '12.5.5'),
    here: '`accept` where a service knows several formats, `authorization` where the answer depends on who asks.',
  },
  {
    name: 'www-authenticate',
    means: 'How to say who you are, and what was wrong with what you said.',
    source: rfc(9110, '11.6.1', ', RFC 6750 §3'),
    here: 'With 401 it is required. `error="invalid_token"` or `insufficient_scope` tells a client what to do next.',
  },
  {
    name: 'x-content-type-options',
    means: 'Tells browsers to believe `content-type` and not to guess from the content.',
    source: { label: 'Fetch, nosniff', url: 'https://fetch.spec.whatwg.org/#x-content-type-options-header' },
    here: 'On what was uploaded: a picture stays a picture, even if it reads like a script.',
  },
  {
    name: 'x-frame-options',
    means: 'Whether other pages may show this one in a frame.',
    source: {
      label: 'HTML, X-Frame-Options',
      url: 'https://html.spec.whatwg.org/multipage/speculative-loading.html#the-x-frame-options-header',
    },
    here: 'On the page of consent: in a frame of a hostile page, people could be made to agree without seeing it.',
  },
]

const STATUSES: readonly z.input<typeof StatusWords>[] = [
  {
    status: 200,
    means: 'It worked, and here is what you asked for.',
    source: rfc(9110, '15.3.1'),
    here: 'A read, or a write that returns what it left.',
  },
  {
    status: 201,
    means: 'Something new was made; `location` says where it is.',
    source: rfc(9110, '15.3.2'),
    here: 'The order, reservation or payment exists, and every step that it needed is done.',
  },
  {
    status: 202,
    means: 'It was accepted and is not done yet; `location` says where to ask.',
    source: rfc(9110, '15.3.3'),
    here: 'You asked with `prefer: respond-async`, or the work takes longer than a request should.',
  },
  {
    status: 204,
    means: 'It worked, and there is nothing to say.',
    source: rfc(9110, '15.3.5'),
    here: 'Something was removed, or you asked for `return=minimal`.',
  },
  {
    status: 206,
    means: 'Here is the part that you asked for, not the whole.',
    source: rfc(9110, '15.3.7'),
    here: 'The request named a `range`; `content-range` says which part this is.',
  },
  {
    status: 303,
    means: 'What you want to see is elsewhere: read it there with GET.',
    source: rfc(9110, '15.4.4'),
    here: 'The work is done, and its result has an address of its own.',
  },
  {
    status: 304,
    means: 'Your copy is still right, so no content travels.',
    source: rfc(9110, '15.4.5'),
    here: 'The name in `if-none-match` is the name of the version that the service has.',
  },
  {
    status: 400,
    means: 'The request could not be understood: its syntax is wrong, or something that it needs is missing.',
    source: rfc(9110, '15.5.1'),
    here: 'Content that is no JSON, or an Idempotency-Key that is missing where one is required.',
  },
  {
    status: 401,
    means: 'Say who you are: no token came, or it is not good.',
    source: rfc(9110, '15.5.2'),
    here: '`www-authenticate` says why the token was refused. A token that came is always checked in full.',
  },
  {
    status: 403,
    means: 'We know who you are, and you may not.',
    source: rfc(9110, '15.5.4'),
    here: 'The token is good, and a scope is missing, or the thing is somebody else’s.',
  },
  {
    status: 404,
    means: 'There is nothing at this address, or nothing that we would tell you of.',
    source: rfc(9110, '15.5.5'),
    here: 'No such path or no such object. Somebody else’s order may look like this, so that ids cannot be tried out.',
  },
  {
    status: 405,
    means: 'The resource is there and does not know this method.',
    source: rfc(9110, '15.5.6'),
    here: '`allow` lists the methods that it does know.',
  },
  {
    status: 406,
    means: 'None of the formats that you accept can be made.',
    source: rfc(9110, '15.5.7'),
    here: 'The request’s `accept` names no format that this service writes.',
  },
  {
    status: 409,
    means: 'It conflicts with how things are now; it may work later, or otherwise.',
    source: rfc(9110, '15.5.10'),
    here: 'Too few copies, an order that has left, or the same key still in flight.',
  },
  {
    status: 412,
    means: 'What you made it depend on is not so.',
    source: rfc(9110, '15.5.13'),
    here: 'The name in `if-match` is not the latest version’s: somebody else was quicker.',
  },
  {
    status: 413,
    means: 'The content is larger than the service is willing to read.',
    source: rfc(9110, '15.5.14'),
    here: 'A limit protects everybody else’s requests; it is checked before the content is read.',
  },
  {
    status: 415,
    means: 'The content has a format that is not read here.',
    source: rfc(9110, '15.5.16'),
    here: '`accept-post` or `accept-patch` says which formats are.',
  },
  {
    status: 416,
    means: 'The range that you asked for lies outside of the content.',
    source: rfc(9110, '15.5.17'),
    here: '`content-range` says how long the whole is.',
  },
  {
    status: 422,
    means: 'It was understood, and what it says cannot be done.',
    source: rfc(9110, '15.5.21'),
    here: 'A field that nobody knows, a value that does not fit, or a key that was used for another request.',
  },
  {
    status: 428,
    means: 'This has to be asked with a condition, so that nobody overwrites what they have not seen.',
    source: rfc(6585, '3'),
    here: 'Send the `etag` that you have read in `if-match`.',
  },
  {
    status: 429,
    means: 'Too many requests from you in this window of time.',
    source: rfc(6585, '4'),
    here: 'The gateway counts for each consumer; `retry-after` and `ratelimit` say when there is room again.',
  },
  {
    status: 500,
    means: 'The service failed in a way that it did not foresee.',
    source: rfc(9110, '15.6.1'),
    here: 'The bookshop never means to say this. With a fault it can be made to.',
  },
  {
    status: 501,
    means: 'The server does not know this method for any resource.',
    source: rfc(9110, '15.6.2'),
    here: 'A method that HTTP has, or could have, and this bookshop has not.',
  },
  {
    status: 502,
    means: 'A server in between got no usable answer from the one behind it.',
    source: rfc(9110, '15.6.3'),
    here: 'Somebody further inside answered with an error of its own, and nothing can be made of it.',
  },
  {
    status: 503,
    means: 'Not now: the service, or one that it needs, cannot do it at the moment.',
    source: rfc(9110, '15.6.4'),
    here: 'The problem document names who is missing; what was begun has been undone.',
  },
  {
    status: 504,
    means: 'A server in between waited for the one behind it, and that took too long.',
    source: rfc(9110, '15.6.5'),
    here: 'Whether the work was done is unknown: that is what makes it harder than 503.',
  },
]

/** Every header field and status of the bookshop’s answers, explained. A wrong entry fails where it is read first: in the build. */
export const ANSWER_WORDS: AnswerWords = {
  fields: z.array(FieldWords).parse(FIELDS),
  statuses: z.array(StatusWords).parse(STATUSES),
}
