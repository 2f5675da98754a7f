import assert from 'node:assert/strict'
import { playNight, type NightCounts } from './notice-night.ts'

/** Plays nights with the seeds from `first` on; a night that breaks names its seed. Together they must have seen everything. */
export function checkNights(first: number, nights: number): void {
  const sums = new Map<keyof NightCounts, number>()
  for (let seed = first; seed < first + nights; seed += 1) {
    const counts = playNight(seed)
    for (const [name, count] of Object.entries(counts) as [keyof NightCounts, number][])
      sums.set(name, (sums.get(name) ?? 0) + count)
  }
  for (const [name, sum] of sums) assert.ok(sum > 0, `no night had any of: ${name}`)
}
