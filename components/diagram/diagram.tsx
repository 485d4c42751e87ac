import type { ReactNode } from 'react'
import { CodeBlock } from '#components/ui/code-block.tsx'
import type { Drawing } from '#content/schema/diagram.ts'
import { DiagramCanvas } from './canvas.tsx'
import styles from './diagram.module.css'

/** A diagram with everything that belongs to it: the drawing, its caption, the same in words, and its Mermaid source. */
export function Diagram({
  drawing,
  caption,
  children,
}: {
  drawing: Drawing
  caption: string
  children: ReactNode
}) {
  const { id, title, source, messages, width, height } = drawing
  return (
    <figure className={styles.figure} aria-labelledby={`diagram-${id}`}>
      <DiagramCanvas id={id} title={title} messages={messages} width={width} height={height} />
      <figcaption id={`diagram-${id}`} className={styles.caption}>
        {caption}
      </figcaption>
      <details className={styles.more}>
        <summary>The diagram in words</summary>
        <div className={styles.words}>{children}</div>
      </details>
      <details className={styles.more}>
        <summary>Mermaid source</summary>
        <CodeBlock label={`${title}, Mermaid`} text={source.trim()} />
      </details>
    </figure>
  )
}
