import assert from 'node:assert/strict'
import { test } from 'node:test'
import { quietFeeds } from './feed-age.ts'

const NOW = '2021-01-18T19:31:00.000Z'
const local = (at: string): string => at.slice(5, 16)

test('a feed of which nothing came for a day is named with its age; one that is not in the copy is not', () => {
  const fresh = '2021-01-17T19:31:00.001Z'
  const asOf = { patients: fresh, orders: fresh, administrations: fresh, allergies: fresh, results: null }
  assert.equal(quietFeeds(asOf, NOW, local), null)
  assert.equal(
    quietFeeds(
      { ...asOf, administrations: '2021-01-17T19:31:00.000Z', results: '2021-01-14T00:00:00Z' },
      NOW,
      local,
    ),
    'Nothing newer has come: Given doses as of 01-17T19:31, 24 hours old; Results as of 01-14T00:00, 4 days old. Look at the feed or the export.',
  )
})
