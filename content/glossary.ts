/** One term of the course: its name, and one sentence or two that a beginner can use. */
export interface GlossaryEntry {
  readonly term: string
  readonly definition: string
}

/** Every term that a page may mark with `<Term id="…">`, by id. */
export const GLOSSARY = {
  contract: {
    term: 'Contract',
    definition:
      'What the two sides of an interface may rely on: which requests are understood, what they mean, and what comes back. It says nothing about how the answer is made.',
  },
  construction: {
    term: 'Construction',
    definition:
      'How a system is put together and deployed: as one piece, or as several. In this course, the word for architecture as seen from below the contract.',
  },
  resource: {
    term: 'Resource',
    definition:
      'Anything that can be named and asked about: a book, an order, the list of all orders. In HTTP its name is a URI (RFC 9110, section 3.1).',
  },
  representation: {
    term: 'Representation',
    definition:
      'The state of a resource written down for sending, for example as JSON. One resource may have several (RFC 9110, section 3.2).',
  },
  monolith: {
    term: 'Monolith',
    definition:
      'A system that is deployed as one piece. It may be tidy or tangled inside; the word says nothing about that.',
  },
  'modular-monolith': {
    term: 'Modular monolith',
    definition:
      'A monolith whose modules call each other only through the functions that each of them offers, with a tool that checks it.',
  },
  microservice: {
    term: 'Microservice',
    definition:
      'A service built around one business capability that can be deployed on its own, keeps its own data, and is reached only over the network.',
  },
  'distributed-monolith': {
    term: 'Distributed monolith',
    definition:
      'Parts that run as separate services and still have to be deployed together: the network of microservices without their independence.',
  },
  'strangler-fig': {
    term: 'Strangler fig',
    definition:
      'A way to replace a system while it runs: a router in front of it sends one route after another to new code, until the old code is not asked any more.',
  },
  gateway: {
    term: 'Gateway',
    definition:
      'The one address that clients use. It passes each request on to the service that answers it, and does what is the same for every request.',
  },
  bff: {
    term: 'Backend for a frontend',
    definition:
      'A server side for one kind of client, owned by the team that builds that client. It puts together what its screens need.',
  },
  'critical-path': {
    term: 'Critical path',
    definition:
      'Of all that happens for a request, the chain of waits that its duration is made of. Shortening anything else changes nothing.',
  },
  'tail-latency': {
    term: 'Tail latency',
    definition: 'How long the slowest few requests take, said as a high percentile such as the 99th.',
  },
  'tolerant-reader': {
    term: 'Tolerant reader',
    definition: 'A client that takes what it needs from an answer and ignores what it does not know.',
  },
  'conways-law': {
    term: 'Conway’s law',
    definition:
      'The observation that a system comes to be built like the organisation that builds it: its borders run where people talk least (Melvin Conway, 1968).',
  },
  hop: {
    term: 'Hop',
    definition: 'One request over a network, from the party that sends it to the party that answers it.',
  },
  trace: {
    term: 'Trace',
    definition: 'All the hops that one request caused, with who called whom and when.',
  },
  field: {
    term: 'Field',
    definition:
      'A name and a value in a message, such as Content-Type and application/json. Those before the content are header fields (RFC 9110, sections 5 and 6.3).',
  },
  content: {
    term: 'Content',
    definition:
      'The bytes that a message carries after its header fields. Often called body or payload; content is what HTTP calls it (RFC 9110, section 6.4).',
  },
  'target-uri': {
    term: 'Target URI',
    definition:
      'The whole identifier of what a request is about, put together from the scheme, the host, and the path with its query (RFC 9110, section 7.1).',
  },
  'media-type': {
    term: 'Media type',
    definition: 'The name of a format, such as application/json or text/csv (RFC 9110, section 8.3.1).',
  },
  'partial-failure': {
    term: 'Partial failure',
    definition:
      'One part of a system fails while the others go on, and from outside nobody can tell how far it had come.',
  },
  timeout: {
    term: 'Timeout',
    definition:
      'How long a caller waits for an answer before it goes on without one. It says nothing about what the callee did.',
  },
  retry: {
    term: 'Retry',
    definition: 'Sending a request again because no answer came, or one that says that it may be worth it.',
  },
  idempotent: {
    term: 'Idempotent',
    definition:
      'Of a method: several identical requests are meant to have the same effect on the server as one. The answers may differ (RFC 9110, section 9.2.2).',
  },
  safe: {
    term: 'Safe',
    definition:
      'Of a method: the client does not ask for anything to change. What a server does of its own accord, such as writing a log, does not count (RFC 9110, section 9.2.1).',
  },
  cacheable: {
    term: 'Cacheable',
    definition:
      'Of a method: its answers may be stored and used for later requests, under the conditions that its definition and the answer set (RFC 9110, section 9.2.3).',
  },
  'status-code': {
    term: 'Status code',
    definition:
      'Three digits with which a response says how the request went. The first one is the class, and every client must understand it (RFC 9110, section 15).',
  },
  'problem-document': {
    term: 'Problem document',
    definition:
      'A small JSON object that explains a refusal in a form that programs and people can use (RFC 9457).',
  },
  'uniform-interface': {
    term: 'Uniform interface',
    definition:
      'The constraint of REST that all parts use the same few operations on named resources, in messages that describe themselves, so that whoever is on the way understands them.',
  },
  vary: {
    term: 'Vary',
    definition:
      'A response field that names the request fields which decided on this representation, so that caches give it to nobody who asked in another way (RFC 9110, section 12.5.5).',
  },
  stateless: {
    term: 'Stateless',
    definition:
      'Of a request: it says all that is needed to understand it, without those that came before. Of a process: it keeps nothing to itself between two requests.',
  },
  'resource-state': {
    term: 'Resource state',
    definition:
      'What is true of the things that a server keeps, the same for everybody who may ask: an order, a cart, the stock.',
  },
  'application-state': {
    term: 'Application state',
    definition:
      'Where one client is in what it is doing: which page, which cart, what comes next. It is the client that keeps it.',
  },
  fresh: {
    term: 'Fresh',
    definition:
      'Of a stored answer: it may still be given without asking whoever made it. What is not fresh is stale (RFC 9111, section 4.2).',
  },
  'shared-cache': {
    term: 'Shared cache',
    definition:
      'A cache that gives its answers to more than one user, at the edge or in a proxy. A private one serves a single user (RFC 9111, section 1).',
  },
  'lost-update': {
    term: 'Lost update',
    definition: 'A change that is overwritten by somebody who had never seen it.',
  },
  api: {
    term: 'API',
    definition:
      'Application programming interface: what programs may ask of something, in which words, and what comes back. It is kept by an implementation and may outlive it.',
  },
  implementation: {
    term: 'Implementation',
    definition:
      'The program that keeps what an interface promises. Whoever uses the interface need not know it.',
  },
  'style-guide': {
    term: 'Style guide',
    definition:
      'A short list of decisions on how the interfaces of one house look, so that nobody has to make them again and clients can rely on them.',
  },
  openapi: {
    term: 'OpenAPI',
    definition:
      'A format in which an HTTP API is described so that programs can read it: operations, parameters, shapes, answers.',
  },
  cursor: {
    term: 'Cursor',
    definition:
      'An opaque text that remembers a place in a list, so that the next page begins behind it, whatever was added or removed meanwhile.',
  },
  observed: {
    term: 'Observed',
    definition:
      'Of a figure: counted or read in a run that took place, such as requests, statuses, bytes, what is stored.',
  },
  modelled: {
    term: 'Modelled',
    definition: 'Of a figure: it includes something drawn from a model, such as the latency of a link.',
  },
  seed: {
    term: 'Seed',
    definition: 'The number from which all chance in a run is drawn. The same seed gives the same run.',
  },
  jitter: {
    term: 'Jitter',
    definition: 'Chance in a waiting time, so that those who failed together do not come back together.',
  },
  'cascading-failure': {
    term: 'Cascading failure',
    definition:
      'A failure that spreads from a service to those that wait for it, because waiting uses up what they have.',
  },
  'circuit-breaker': {
    term: 'Circuit breaker',
    definition:
      'Something at a caller that stops asking a callee for a while after enough failures, and then asks carefully again.',
  },
  bulkhead: {
    term: 'Bulkhead',
    definition:
      'A limit on how much of a caller one dependency may hold at a time, so that its trouble leaves the rest alone.',
  },
  'load-shedding': {
    term: 'Load shedding',
    definition:
      'Refusing work at once when there is more than can be done in time, so that what is accepted is still done well.',
  },
  fallback: {
    term: 'Fallback',
    definition:
      'What a caller does instead when a call fails: another source, an older answer, or an answer with a part left out.',
  },
  event: {
    term: 'Event',
    definition:
      'A message that says what has happened. Whoever publishes it does not say who should do what about it.',
  },
  broker: {
    term: 'Broker',
    definition: 'A service that takes messages, keeps them, and delivers them to whoever has subscribed.',
  },
  backlog: {
    term: 'Backlog',
    definition: 'The messages that a consumer has not handled yet. Also called consumer lag.',
  },
  'at-least-once': {
    term: 'At least once',
    definition:
      'Of a delivery: a message is sent again until it is acknowledged, so it may come more than once and is not lost.',
  },
  'dead-letter': {
    term: 'Dead letter',
    definition: 'A message that was put aside because it could not be handled after so many attempts.',
  },
  saga: {
    term: 'Saga',
    definition:
      'A process over several services as a sequence of local transactions, each with a step that makes up for it if a later one fails.',
  },
  compensation: {
    term: 'Compensation',
    definition:
      'A step of a saga that makes up for an earlier one. It is a new fact, such as a refund, and not a rollback.',
  },
  'semantic-lock': {
    term: 'Semantic lock',
    definition:
      'A mark on a record, such as the state “pending”, which says that a process is at work on it and others should keep away.',
  },
  outbox: {
    term: 'Transactional outbox',
    definition:
      'A table in a service’s own store to which an event is written in the same transaction as the change that it tells of; a relay publishes it afterwards.',
  },
  'idempotent-consumer': {
    term: 'Idempotent consumer',
    definition:
      'A consumer that remembers which messages it has handled, so that a repeat has no further effect.',
  },
  'access-token': {
    term: 'Access token',
    definition:
      'What a program shows to be let in: it says, for a short time, what may be done, for whom, and where (RFC 6749).',
  },
  jwt: {
    term: 'JWT',
    definition:
      'JSON Web Token: claims as JSON, encoded and mostly signed, so that everybody can read them and nobody can change them unnoticed (RFC 7519).',
  },
  bola: {
    term: 'Broken object level authorisation',
    definition:
      'A service checks that a caller may read orders, and not whether this order is theirs. Also called BOLA or IDOR.',
  },
  span: {
    term: 'Span',
    definition: 'One piece of work in a trace, with a start, an end, and the span that caused it.',
  },
  cardinality: {
    term: 'Cardinality',
    definition:
      'How many different values a label has. Each combination of labels of a metric is a series of its own to be stored.',
  },
  webhook: {
    term: 'Webhook',
    definition:
      'A request that a server sends to an address which somebody else has registered, when something happens.',
  },
  sse: {
    term: 'Server-sent events',
    definition:
      'An answer that stays open and to which the server adds events, one after another, over plain HTTP. Also called SSE.',
  },
  websocket: {
    term: 'WebSocket',
    definition:
      'A connection that begins with an HTTP request and then carries small messages both ways (RFC 6455).',
  },
  resolver: {
    term: 'Resolver',
    definition: 'A function that finds the value of one field of a GraphQL schema.',
  },
  loader: {
    term: 'Loader',
    definition:
      'Something that collects what many fields ask for in one moment and asks for all of it at once.',
  },
  rpc: {
    term: 'RPC',
    definition:
      'Remote procedure call: a style in which a client names an action and its arguments, as if it called a function.',
  },
  deadline: {
    term: 'Deadline',
    definition: 'How long the caller of a call will care for its answer, handed on from hop to hop.',
  },
  client: {
    term: 'Client',
    definition:
      'Whoever sends a request: a page, an app, another service. It is a part in one exchange, so a service can be server and client in turn (RFC 9110, section 3.3).',
  },
  process: {
    term: 'Process',
    definition:
      'A running program, with memory of its own. When it ends, what it had only in memory is gone.',
  },
  instance: {
    term: 'Instance',
    definition:
      'One of several processes that run the same program, so that any of them can do the work. Also called copy or replica.',
  },
  module: {
    term: 'Module',
    definition:
      'A part of a program with a border: some functions that others may call, and an inside that is its own business.',
  },
  transaction: {
    term: 'Transaction',
    definition: 'Several changes in one store that count as one: all of them happen, or none.',
  },
  pipeline: {
    term: 'Pipeline',
    definition: 'The steps that bring a change into production without anybody’s hand: build, test, deploy.',
  },
  cache: {
    term: 'Cache',
    definition: 'Something that keeps answers in order to give them again (RFC 9111).',
  },
  proxy: {
    term: 'Proxy',
    definition:
      'A program on the way that receives messages and passes them on, chosen by the client. One that stands before servers instead is a gateway, or reverse proxy; both are intermediaries (RFC 9110, section 3.7).',
  },
  'load-balancer': {
    term: 'Load balancer',
    definition: 'Chooses which instance of a service gets the next request.',
  },
  latency: {
    term: 'Latency',
    definition: 'The time between sending and receiving: of one message, or from a request to its answer.',
  },
  percentile: {
    term: 'Percentile',
    definition:
      'The 99th percentile of waiting times is the time within which 99 of 100 requests were answered. The 50th is the median. Written p99 and p50.',
  },
  schema: {
    term: 'Schema',
    definition:
      'A description of the shape of data that programs can check: which fields there are, and of which type.',
  },
  endpoint: {
    term: 'Endpoint',
    definition:
      'An operation that clients can call: a method together with a target. Many people say it for the address alone.',
  },
  etag: {
    term: 'ETag',
    definition:
      'A field that names a representation as it is now. When what is there changes, so does the tag (RFC 9110, section 8.8.3).',
  },
  'idempotency-key': {
    term: 'Idempotency key',
    definition:
      'A name that a client gives to one piece of work, so that the server recognises the request when it comes again.',
  },
  tls: {
    term: 'TLS',
    definition:
      'Transport Layer Security: encrypts a connection, and proves to the client whom it talks to. The s in https (RFC 8446).',
  },
  mtls: {
    term: 'mTLS',
    definition: 'Mutual TLS: both ends of a connection prove who they are, and not the server alone.',
  },
  edge: {
    term: 'Edge',
    definition: 'Where requests from outside first meet a system: its gateway, and caches near the users.',
  },
  'origin-server': {
    term: 'Origin server',
    definition:
      'The server whose answers about a resource count, because it does not speak from a copy (RFC 9110, section 3.6). Not the origin that browsers compare for CORS.',
  },
  scope: {
    term: 'Scope',
    definition:
      'What an access token allows a program to do, in words such as orders:read (RFC 6749, section 3.3).',
  },
} as const satisfies Record<string, GlossaryEntry>

/** The id of a term. */
export type TermId = keyof typeof GLOSSARY
