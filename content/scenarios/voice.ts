import type { FailureScenario } from './schema.ts'

const MAX_WORDS = 30
/** Words that talk down to a reader, praise, or say nothing. */
const NOT_OURS =
  /\b(simply|just|obviously|of course|easy|easily|trivial|please|oops|sorry|magic|awesome|blazing|we|our|us|let's|note that)\b/i
const CONTRACTION = /\b\p{L}+n['’]t\b|\b(it|that|there|you|they|we)['’](s|re|ll|ve|d)\b/iu
const LOUD = /!|\p{Extended_Pictographic}|\.\.\.|…/u

/** What is wrong with a text for readers, in words; empty when nothing is: plain, exact, second person, short sentences. */
export function voiceProblems(text: string): string[] {
  const prose = text.replaceAll(/`[^`]*`/g, 'code')
  const word = NOT_OURS.exec(prose)?.[0]
  return [
    ...(word ? [`"${word}" is not how we speak: "${text}"`] : []),
    ...(CONTRACTION.test(prose) ? [`write it out, no contraction: "${text}"`] : []),
    ...(LOUD.test(prose) ? [`too loud: "${text}"`] : []),
    ...((text.split('`').length - 1) % 2 ? [`a backtick is not closed: "${text}"`] : []),
    ...prose
      .split(/(?<=[.?:;])\s+/)
      .filter((sentence) => sentence.split(/\s+/).length > MAX_WORDS)
      .map((sentence) => `more than ${MAX_WORDS} words in one sentence: "${sentence}"`),
  ]
}

/** Texts of a scenario that are whole sentences, and those that are labels. */
export function textsOf({
  title,
  story,
  prediction,
  symptom,
  cures,
  wrongCure,
  assumptions,
}: FailureScenario) {
  return {
    sentences: [
      story,
      prediction.question,
      ...prediction.options.map(({ why }) => why),
      symptom.says,
      ...cures.flatMap(({ does, says, cost }) => [does, says, cost.says]),
      wrongCure.does,
      wrongCure.tempts,
      wrongCure.says,
      ...assumptions,
    ],
    labels: [
      title,
      ...prediction.options.map(({ text }) => text),
      ...cures.flatMap(({ cost }) => cost.measured.map(({ label }) => label)),
    ],
  }
}
