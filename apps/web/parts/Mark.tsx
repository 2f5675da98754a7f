import type { ReactElement } from 'react'
import { drawingOf, MARK_NAMES } from './marks.ts'

/** The drawings of all marks: once on each page, before the first mark. */
export function MarkSheet(): ReactElement {
  return (
    <svg width="0" height="0" aria-hidden="true" style={{ position: 'absolute' }}>
      <defs>
        {MARK_NAMES.map((name) => (
          <symbol key={name} id={`mark-${name}`} viewBox="0 0 16 16">
            {drawingOf(name).map((shape) => {
              const colour = shape.white === true ? '#fff' : 'currentColor'
              return shape.stroke === 0 ? (
                <path key={shape.d} d={shape.d} fill={colour} />
              ) : (
                <path
                  key={shape.d}
                  d={shape.d}
                  fill="none"
                  stroke={colour}
                  strokeWidth={shape.stroke}
                  strokeDasharray={shape.dash}
                  strokeDashoffset={shape.dashOffset}
                />
              )
            })}
          </symbol>
        ))}
      </defs>
    </svg>
  )
}

/** One mark; the word always stands beside it, so it is hidden from readers. Throws for a name without a drawing. */
export function Mark({ name }: { readonly name: string }): ReactElement {
  drawingOf(name)
  return (
    <svg className={`mark mark-${name}`} viewBox="0 0 16 16" aria-hidden="true">
      <use href={`#mark-${name}`} />
    </svg>
  )
}
