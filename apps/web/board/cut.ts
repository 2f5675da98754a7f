import type { ServerRow } from '@codedark/domain/board'
import type { BarKind } from '../parts/bar-layout.ts'

/** Servers of one state of their connection. */
export interface CutGroup {
  readonly word: string
  readonly bar: BarKind
  readonly rows: readonly ServerRow[]
}

/**
 * The servers by what is held of their connection, in the order in which somebody should look: connected, said but not tested,
 * not known, tested. Whatever is none of these is not known.
 */
export function cutGroups(rows: readonly ServerRow[]): readonly CutGroup[] {
  const kindOf = ({ connection: { state, confidence } }: ServerRow): CutGroup['word'] => {
    if (confidence !== 'said' && confidence !== 'tested') return 'not known'
    if (state === 'on') return 'on the network'
    if (state !== 'isolated' && state !== 'off') return 'not known'
    return confidence === 'tested' ? 'cut and tested' : 'said cut, not tested'
  }
  const groups: readonly (readonly [CutGroup['word'], BarKind])[] = [
    ['on the network', 'bad'],
    ['said cut, not tested', 'said'],
    ['not known', 'unknown'],
    ['cut and tested', 'fine'],
  ]
  return groups.map(([word, bar]) => ({ word, bar, rows: rows.filter((row) => kindOf(row) === word) }))
}
