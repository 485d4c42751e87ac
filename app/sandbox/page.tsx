import type { Metadata } from 'next'
import { knownWhenBuilt } from '#components/sandbox/known-when-built.ts'
import { Workbench } from './workbench.tsx'

const title = 'Sandbox'
const description =
  'Send real requests to a bookshop that runs in your browser. See the answer, every hop behind it, which block did what, and what changed in whose data. Switch between microservices and a monolith.'

export const metadata: Metadata = {
  title,
  description,
  openGraph: { type: 'website', title, description },
  alternates: process.env.SITE_URL ? { canonical: '/sandbox/' } : {},
}

/** The workbench. */
export default async function Page() {
  return <Workbench {...(await knownWhenBuilt())} />
}
