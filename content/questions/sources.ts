import { Source } from '../schema/concept.ts'
import { anatomySources } from './anatomy-of-a-request/sources.ts'
import { cachingSources } from './caching/sources.ts'
import { styleSources } from './choosing-a-style/sources.ts'
import { breakerSources } from './circuit-breakers/sources.ts'
import { databaseSources } from './database-per-service/sources.ts'
import { designSources } from './design-and-consistency/sources.ts'
import { graphqlSources } from './graphql/sources.ts'
import { grpcSources } from './grpc/sources.ts'
import { sandboxSources } from './how-this-sandbox-works/sources.ts'
import { kindSources } from './kinds-of-api/sources.ts'
import { latencySources } from './latency-and-tails/sources.ts'
import { messagingSources } from './messaging-and-events/sources.ts'
import { methodSources } from './methods/sources.ts'
import { comparisonSources } from './monolith-v-microservices/sources.ts'
import { observabilitySources } from './observability/sources.ts'
import { partialFailureSources } from './partial-failure/sources.ts'
import { costSources } from './people-and-cost/sources.ts'
import { resourceSources } from './resources-and-representations/sources.ts'
import { restSources } from './rest-constraints/sources.ts'
import { sagaSources } from './sagas-and-outbox/sources.ts'
import { securitySources } from './security/sources.ts'
import { stateSources } from './statelessness/sources.ts'
import { statusSources } from './status-codes/sources.ts'
import { versioningSources } from './versioning/sources.ts'
import { microserviceSources } from './what-a-microservice-is/sources.ts'
import { apiSources } from './what-an-api-is/sources.ts'
import { decisionSources } from './when-to-use-what/sources.ts'

const read = '2026-11-20'

/** The works that questions rely on or answer, by id. */
export const SOURCES: readonly Source[] = [
  Source.parse({
    id: 'fielding-2000',
    title: 'Architectural Styles and the Design of Network-based Software Architectures',
    author: 'Roy T. Fielding',
    site: 'University of California, Irvine',
    url: 'https://ics.uci.edu/~fielding/pubs/dissertation/rest_arch_style.htm',
    place: 'chapter 5',
    read,
    checked: 'copy',
  }),
  Source.parse({
    id: 'lewis-fowler-2014',
    title: 'Microservices',
    author: 'James Lewis and Martin Fowler',
    site: 'martinfowler.com',
    url: 'https://martinfowler.com/articles/microservices.html',
    place: 'the definition at the beginning',
    read,
    checked: 'copy',
  }),
  Source.parse({
    id: 'rfc-9110',
    title: 'RFC 9110: HTTP Semantics',
    author: 'R. Fielding, M. Nottingham, J. Reschke',
    site: 'IETF',
    url: 'https://www.rfc-editor.org/rfc/rfc9110.html',
    place: '§1 (HTTP), §3.2 (representation), §9 (methods), §15 (status codes)',
    read,
    checked: 'copy',
  }),
  Source.parse({
    id: 'rfc-9457',
    title: 'RFC 9457: Problem Details for HTTP APIs',
    author: 'M. Nottingham, E. Wilde, S. Dalal',
    site: 'IETF',
    url: 'https://www.rfc-editor.org/rfc/rfc9457.html',
    place: '§3 (members of a problem document)',
    read,
    checked: 'no',
  }),
  Source.parse({
    id: 'json-rpc-2',
    title: 'JSON-RPC 2.0 Specification',
    author: 'JSON-RPC Working Group',
    site: 'jsonrpc.org',
    url: 'https://www.jsonrpc.org/specification',
    place: '§4 (request object), §5 (response object)',
    read,
    checked: 'no',
  }),
  Source.parse({
    id: 'designgurus-differences',
    title: 'What are key differences between REST APIs and Microservices?',
    author: 'Design Gurus Team',
    place: 'Key Differences, the third point',
    read,
    checked: 'text',
  }),
  Source.parse({
    id: 'dreamfactory-differences',
    title: 'REST APIs vs Microservices',
    author: 'Jeremy H, DreamFactory',
    place: 'What is a RESTful API?, on the Messenger Platform; the last answer of the questions at the end',
    read,
    checked: 'text',
  }),
  Source.parse({
    id: 'bookshop',
    title: 'The bookshop of this site',
    author: 'Blocks & Glue',
    place: 'the run that “Show me” performs',
    read,
    checked: 'text',
  }),
  ...anatomySources,
  ...methodSources,
  ...partialFailureSources,
  ...statusSources,
  ...sandboxSources,
  ...designSources,
  ...kindSources,
  ...apiSources,
  ...cachingSources,
  ...stateSources,
  ...resourceSources,
  ...restSources,
  ...breakerSources,
  ...messagingSources,
  ...microserviceSources,
  ...comparisonSources,
  ...decisionSources,
  ...sagaSources,
  ...databaseSources,
  ...securitySources,
  ...observabilitySources,
  ...styleSources,
  ...graphqlSources,
  ...latencySources,
  ...grpcSources,
  ...versioningSources,
  ...costSources,
]
