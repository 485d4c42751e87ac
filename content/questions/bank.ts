import { partsOfAMessage } from './anatomy-of-a-request/parts.ts'
import { mayIStillUseThis } from './caching/may-i-still-use-this.ts'
import { byForces } from './choosing-a-style/by-forces.ts'
import { guards } from './circuit-breakers/guards.ts'
import { owners } from './database-per-service/owners.ts'
import { knownBefore } from './design-and-consistency/known-before.ts'
import { atTheEdge } from './gateway-and-composition/at-the-edge.ts'
import { selections } from './graphql/selections.ts'
import { fromASchema } from './grpc/from-a-schema.ts'
import { believeWhat } from './how-this-sandbox-works/believe-what.ts'
import { threeAxes } from './kinds-of-api/three-axes.ts'
import { slowestOfMany } from './latency-and-tails/slowest-of-many.ts'
import { toldAndHeard } from './messaging-and-events/told-and-heard.ts'
import { sentAgain } from './methods/sent-again.ts'
import { measured } from './monolith-v-microservices/measured.ts'
import { onePiece } from './monoliths/one-piece.ts'
import { whatItShows } from './observability/what-it-shows.ts'
import { unknownAndAgain } from './partial-failure/unknown-and-again.ts'
import { whoPays } from './people-and-cost/who-pays.ts'
import { whichOne } from './resources-and-representations/which-one.ts'
import { beforeItRuns } from './rest-api-vs-microservices/before-it-runs.ts'
import { twoChoices } from './rest-api-vs-microservices/two-choices.ts'
import { whatYouCanTell } from './rest-api-vs-microservices/what-you-can-tell.ts'
import { constraintPromises } from './rest-constraints/promises.ts'
import { halfDone } from './sagas-and-outbox/half-done.ts'
import { Question, type QuestionInput } from './schema.ts'
import { whoMay } from './security/who-may.ts'
import { moreOfIt } from './state-and-scaling/more-of-it.ts'
import { whoCanAnswer } from './statelessness/who-can-answer.ts'
import { whatNow } from './status-codes/what-now.ts'
import { oldAndNew } from './versioning/old-and-new.ts'
import { goingLive } from './what-a-microservice-is/going-live.ts'
import { whoWouldNotice } from './what-an-api-is/who-would-notice.ts'
import { decidingQuestions } from './when-to-use-what/deciding.ts'

/** Every question of the site, validated. Throws with the question's id and the field when one is malformed. */
export const QUESTIONS: readonly Question[] = [
  ...twoChoices,
  ...whatYouCanTell,
  ...beforeItRuns,
  ...partsOfAMessage,
  ...sentAgain,
  ...whatNow,
  ...constraintPromises,
  ...unknownAndAgain,
  ...guards,
  ...toldAndHeard,
  ...goingLive,
  ...measured,
  ...decidingQuestions,
  ...whichOne,
  ...halfDone,
  ...whoCanAnswer,
  ...owners,
  ...mayIStillUseThis,
  ...whoMay,
  ...whoWouldNotice,
  ...whatItShows,
  ...byForces,
  ...threeAxes,
  ...selections,
  ...onePiece,
  ...moreOfIt,
  ...atTheEdge,
  ...slowestOfMany,
  ...knownBefore,
  ...fromASchema,
  ...believeWhat,
  ...oldAndNew,
  ...whoPays,
].map(read)

function read(input: QuestionInput): Question {
  const result = Question.safeParse(input)
  if (result.success) return result.data
  const issues = result.error.issues.map((issue) => `${issue.path.join('.') || 'question'}: ${issue.message}`)
  throw new Error(
    `Question "${input.id}" is malformed: ${issues.join('; ')}. Correct it in content/questions.`,
  )
}
