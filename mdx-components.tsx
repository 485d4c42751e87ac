import type { ReactNode } from 'react'
import { Diagram } from '#components/diagram/diagram.tsx'
import { Experiment } from '#components/reading/experiment/experiment.tsx'
import { HeadingTwo } from '#components/reading/heading.tsx'
import { Misconception, Said } from '#components/reading/misconception.tsx'
import { Note } from '#components/reading/note.tsx'
import { CostModel, DecisionRecord } from '#components/reading/on-its-page.tsx'
import { OrderHops } from '#components/reading/order-hops.tsx'
import { Recap } from '#components/reading/recap.tsx'
import { SendIt } from '#components/reading/send-it/send-it.tsx'
import { Term } from '#components/reading/term.tsx'
import { TwoByTwo } from '#components/reading/two-by-two/two-by-two.tsx'
import { Wide } from '#components/reading/wide.tsx'
import { GLOSSARY, type TermId } from '#content/glossary.ts'
import { loadDrawing } from '#content/load.ts'

/** What a content page may use by name, without importing it. Content reaches the components as props, here. */
const components = {
  h2: HeadingTwo,
  CostModel: () => (
    <Wide>
      <CostModel />
    </Wide>
  ),
  DecisionRecord: () => (
    <Wide>
      <DecisionRecord />
    </Wide>
  ),
  Diagram: ({ id, ...rest }: { id: string; caption: string; children: ReactNode }) => (
    <Diagram drawing={loadDrawing(id)} {...rest} />
  ),
  Experiment: ({ id }: { id: string }) => (
    <Wide>
      <Experiment id={id} />
    </Wide>
  ),
  Misconception,
  Note,
  OrderHops,
  Recap,
  Said,
  SendIt,
  Term: ({ id, children }: { id: TermId; children: ReactNode }) => (
    <Term id={id} {...GLOSSARY[id]}>
      {children}
    </Term>
  ),
  TwoByTwo: () => (
    <Wide>
      <TwoByTwo />
    </Wide>
  ),
}

/** Asked by every compiled page for the components it uses. */
export function useMDXComponents() {
  return components
}
