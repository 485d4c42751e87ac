'use client'

import type { ComponentProps } from 'react'
import type { SandboxContent } from '#components/sandbox/content.ts'
import { Sandbox } from '#components/sandbox/sandbox.tsx'

const CONTENT: SandboxContent = {
  failures: async () => (await import('#content/scenarios/catalogue.ts')).CATALOGUE,
  answerWords: async () => (await import('#content/fields/answer-words.ts')).ANSWER_WORDS,
}

/** The sandbox with what it teaches, which is fetched when somebody asks for it. */
export function Workbench(props: Omit<ComponentProps<typeof Sandbox>, 'content'>) {
  return <Sandbox {...props} content={CONTENT} />
}
