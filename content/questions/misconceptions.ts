import { anatomyMisconceptions } from './anatomy-of-a-request/misconceptions.ts'
import { cachingMisconceptions } from './caching/misconceptions.ts'
import { styleMisconceptions } from './choosing-a-style/misconceptions.ts'
import { breakerMisconceptions } from './circuit-breakers/misconceptions.ts'
import { databaseMisconceptions } from './database-per-service/misconceptions.ts'
import { designMisconceptions } from './design-and-consistency/misconceptions.ts'
import { gatewayMisconceptions } from './gateway-and-composition/misconceptions.ts'
import { graphqlMisconceptions } from './graphql/misconceptions.ts'
import { grpcMisconceptions } from './grpc/misconceptions.ts'
import { sandboxMisconceptions } from './how-this-sandbox-works/misconceptions.ts'
import { kindMisconceptions } from './kinds-of-api/misconceptions.ts'
import { latencyMisconceptions } from './latency-and-tails/misconceptions.ts'
import { messagingMisconceptions } from './messaging-and-events/misconceptions.ts'
import { methodMisconceptions } from './methods/misconceptions.ts'
import { comparisonMisconceptions } from './monolith-v-microservices/misconceptions.ts'
import { monolithMisconceptions } from './monoliths/misconceptions.ts'
import { observabilityMisconceptions } from './observability/misconceptions.ts'
import { partialFailureMisconceptions } from './partial-failure/misconceptions.ts'
import { costMisconceptions } from './people-and-cost/misconceptions.ts'
import { resourceMisconceptions } from './resources-and-representations/misconceptions.ts'
import { restMisconceptions } from './rest-constraints/misconceptions.ts'
import { sagaMisconceptions } from './sagas-and-outbox/misconceptions.ts'
import { Misconception } from './schema.ts'
import { securityMisconceptions } from './security/misconceptions.ts'
import { scalingMisconceptions } from './state-and-scaling/misconceptions.ts'
import { stateMisconceptions } from './statelessness/misconceptions.ts'
import { statusMisconceptions } from './status-codes/misconceptions.ts'
import { versioningMisconceptions } from './versioning/misconceptions.ts'
import { microserviceMisconceptions } from './what-a-microservice-is/misconceptions.ts'
import { apiMisconceptions } from './what-an-api-is/misconceptions.ts'
import { decisionMisconceptions } from './when-to-use-what/misconceptions.ts'

/** The wrong beliefs that the questions test for. The id is stable; the words may improve. */
export const MISCONCEPTIONS: readonly Misconception[] = [
  {
    id: 'choose-one',
    belief: 'REST APIs and microservices are alternatives: you choose one of them.',
    instead:
      'They answer different questions. REST is how a client asks; microservices are who does the work.',
  },
  {
    id: 'rest-implies-microservices',
    belief: 'Whoever offers a REST API has split the application into services.',
    instead: 'A single process can offer a REST API. The contract says nothing about what stands behind it.',
  },
  {
    id: 'microservices-imply-rest',
    belief: 'Microservices talk REST, or they are no microservices.',
    instead:
      'Services may talk REST, RPC or by events. What makes them microservices is that each is deployed on its own.',
  },
  {
    id: 'rest-is-a-protocol',
    belief: 'REST is a communication protocol.',
    instead: 'REST is an architectural style: a set of constraints. The protocol on the wire is HTTP.',
  },
  {
    id: 'rest-is-a-format',
    belief: 'REST means JSON.',
    instead: 'A resource can have representations in many formats. JSON is one of them.',
  },
  {
    id: 'rest-is-a-standard',
    belief: 'REST is a standard with a specification to conform to.',
    instead: 'REST is described in a dissertation as a style. HTTP, URI and JSON have specifications.',
  },
  {
    id: 'endpoint-is-a-microservice',
    belief: 'Each endpoint or path is a microservice.',
    instead: 'One service usually answers many paths, and many services can stand behind one path.',
  },
  {
    id: 'interface-shows-structure',
    belief: 'You can read the architecture off the public API.',
    instead:
      'An interface hides what is behind it. Only evidence from inside, such as deployments or a trace, shows the structure.',
  },
  {
    id: 'replicas-are-services',
    belief: 'Several copies of one process are microservices.',
    instead: 'Copies of the whole are replicas. Microservices are different parts, each deployed on its own.',
  },
  {
    id: 'modules-are-services',
    belief: 'Modules with clear boundaries are microservices.',
    instead: 'Modules of one process are built, deployed and stopped together. They are a modular monolith.',
  },
  {
    id: 'architecture-changes-the-contract',
    belief: 'Splitting the application changes what the client sends or receives.',
    instead: 'The public contract can stay the same, byte for byte, while everything behind it moves.',
  },
  {
    id: 'architecture-changes-nothing',
    belief: 'If the answer is the same, nothing changed.',
    instead: 'The trace, the time and the ways to fail do change when calls go over the network.',
  },
  {
    id: 'one-request-is-all',
    belief: 'One request from the client is one request in the system.',
    instead: 'In microservices the callee may call others before it answers. A trace counts all of them.',
  },
  {
    id: 'calls-are-always-http',
    belief: 'Parts of a system call each other over HTTP, also inside one process.',
    instead: 'Modules of one process call each other as functions. No message goes over the network.',
  },
  {
    id: 'client-hop-forgotten',
    belief: 'Only the calls between the services count as hops.',
    instead: 'The request of the client to the gateway is the first hop of the trace.',
  },
  {
    id: 'all-fails-together',
    belief: 'When one service is down, every request fails.',
    instead: 'A request fails when it needs the service that is down. Others do not notice.',
  },
  {
    id: 'failure-stays-local',
    belief: 'When one service is down, requests to the other services go on as normal.',
    instead:
      'Whoever needs the failed service for its answer fails too, unless it was designed to do without.',
  },
  {
    id: 'failure-is-the-clients-fault',
    belief: 'A request that fails gets a 4xx status code.',
    instead: '4xx says that the request is at fault. A missing dependency is the server’s trouble: 5xx.',
  },
  {
    id: 'partial-success-is-success',
    belief: 'An order counts as taken as soon as orders has heard of it.',
    instead: 'An order that cannot be paid is not confirmed. The answer must say so.',
  },
  {
    id: 'reservation-sticks',
    belief: 'What was reserved before a failure stays reserved.',
    instead:
      'There is no transaction across services, so the orders service undoes the earlier steps itself: it releases the copies.',
  },
  {
    id: 'undone-is-added',
    belief: 'Undoing adds copies to the stock.',
    instead: 'A release gives back exactly what the reservation took, no more.',
  },
  {
    id: 'stock-follows-payment',
    belief: 'The stock changes only when the money has moved.',
    instead: 'The bookshop reserves the copies first, so that two buyers cannot pay for the same one.',
  },
  {
    id: 'gateway-does-the-work',
    belief: 'The gateway calls every service and puts the order together.',
    instead:
      'The gateway routes. The orders service knows what it takes to place an order and asks the others.',
  },
  {
    id: 'services-form-a-chain',
    belief: 'Each service hands the request on to the next one.',
    instead: 'The orders service asks each of the others itself and waits for the answer.',
  },
  {
    id: 'style-changes-the-architecture',
    belief: 'Another style of API needs other services behind it.',
    instead: 'A style changes the message at the edge. The same blocks can answer both.',
  },
  {
    id: 'style-changes-the-protocol',
    belief: 'Leaving REST means leaving HTTP.',
    instead: 'JSON-RPC says nothing about transport. Here HTTP carries it, as it carries REST.',
  },
  {
    id: 'http-tells-all-errors',
    belief: 'An error always shows in the HTTP status code.',
    instead: 'JSON-RPC reports errors in the content. HTTP only says that the message was carried.',
  },
  ...anatomyMisconceptions,
  ...methodMisconceptions,
  ...partialFailureMisconceptions,
  ...statusMisconceptions,
  ...sandboxMisconceptions,
  ...designMisconceptions,
  ...kindMisconceptions,
  ...apiMisconceptions,
  ...cachingMisconceptions,
  ...stateMisconceptions,
  ...resourceMisconceptions,
  ...restMisconceptions,
  ...breakerMisconceptions,
  ...messagingMisconceptions,
  ...microserviceMisconceptions,
  ...comparisonMisconceptions,
  ...decisionMisconceptions,
  ...sagaMisconceptions,
  ...databaseMisconceptions,
  ...securityMisconceptions,
  ...observabilityMisconceptions,
  ...styleMisconceptions,
  ...graphqlMisconceptions,
  ...monolithMisconceptions,
  ...scalingMisconceptions,
  ...gatewayMisconceptions,
  ...latencyMisconceptions,
  ...grpcMisconceptions,
  ...versioningMisconceptions,
  ...costMisconceptions,
].map((misconception) => Misconception.parse(misconception))
