import type { HTMLAttributes } from 'react'
import styles from './prose.module.css'

/** A section heading that links to itself, so that its address can be copied. */
export function HeadingTwo({ id, children, ...rest }: HTMLAttributes<HTMLHeadingElement>) {
  return (
    <h2 id={id} {...rest}>
      {id ? (
        <a className={styles.headingLink} href={`#${id}`}>
          {children}
        </a>
      ) : (
        children
      )}
    </h2>
  )
}
