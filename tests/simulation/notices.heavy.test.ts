import { test } from 'node:test'
import { checkNights } from './notice-nights.ts'

test('in a thousand nights no notice is without a live chain until somebody decided, and no evidence vanishes', () => {
  checkNights(1_000, 1_000)
})
