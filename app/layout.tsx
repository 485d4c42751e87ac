import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { SiteFooter } from '#components/ui/site-footer.tsx'
import { SiteHeader } from '#components/ui/site-header.tsx'
import { instrumentSans, jetBrainsMono, literata, literataItalic } from './fonts.ts'
import './globals.css'
import { THEME_SCRIPT } from './theme-script.ts'

const site = process.env.SITE_URL

export const metadata: Metadata = {
  ...(site ? { metadataBase: new URL(site) } : {}),
  title: { default: 'Blocks & Glue: REST APIs and microservices', template: '%s · Blocks & Glue' },
  description:
    'REST describes how you ask. Microservices describe who does the work. Send real requests to a bookshop that runs in your browser, and watch which blocks answer.',
  applicationName: 'Blocks & Glue',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbf6ee' },
    { media: '(prefers-color-scheme: dark)', color: '#11161d' },
  ],
}

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The inline script marks this element before React arrives.
    <html
      lang="en"
      suppressHydrationWarning
      className={`${literata.variable} ${literataItalic.variable} ${instrumentSans.variable} ${jetBrainsMono.variable}`}
    >
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, admitted by its hash */}
        <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      </head>
      <body>
        <a
          href="#content"
          className="absolute top-2 left-2 z-50 -translate-y-20 rounded-md border-[1.5px] border-ink bg-paper-raised px-4 py-2 font-semibold focus:translate-y-0"
        >
          Skip to the content
        </a>
        <SiteHeader />
        <main id="content" tabIndex={-1} className="outline-none">
          {children}
        </main>
        <SiteFooter />
      </body>
    </html>
  )
}
