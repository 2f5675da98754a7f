/** GET /api/status of the care server. */
export interface CareStatus {
  /** What does not work now, in sentences: no second copy, the disk is full, who looks is not noted. */
  readonly troubles: readonly string[]
}
