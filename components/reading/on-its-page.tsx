'use client'

import dynamic from 'next/dynamic'

// All concept pages are one route: what a client component imports directly, each of them would load.

/** The decision record, with its script loaded by the page that shows it alone. */
export const DecisionRecord = dynamic(() =>
  import('./decision-record/decision-record.tsx').then((module) => module.DecisionRecord),
)

/** The cost model, with its script loaded by the page that shows it alone. */
export const CostModel = dynamic(() =>
  import('./cost-model/cost-model.tsx').then((module) => module.CostModel),
)

/** The panel with two switches of page 1, with its script loaded by the page that shows it alone. */
export const TwoByTwoPanel = dynamic(() =>
  import('./two-by-two/panel.tsx').then((module) => module.TwoByTwoPanel),
)
