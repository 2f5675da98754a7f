/** One file of the drill: its path below the drill's folder, with `/` between, and its bytes. */
export interface DrillFile {
  readonly path: string
  readonly bytes: Uint8Array
}
