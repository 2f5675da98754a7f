import type { Test, Truth } from './rule.ts'

/** True where all are; false where one is; else unknown (Kleene). */
export function and(tests: readonly Test[]): Test {
  const [only] = tests
  if (tests.length === 1 && only !== undefined) return only
  return (event) => {
    let truth: Truth = true
    for (const test of tests) {
      const one = test(event)
      if (one === false) return false
      if (one === 'unknown') truth = 'unknown'
    }
    return truth
  }
}

/** True where one is; false where all are; else unknown. */
export function or(tests: readonly Test[]): Test {
  const [only] = tests
  if (tests.length === 1 && only !== undefined) return only
  return (event) => {
    let truth: Truth = false
    for (const test of tests) {
      const one = test(event)
      if (one === true) return true
      if (one === 'unknown') truth = 'unknown'
    }
    return truth
  }
}

/** Not unknown is unknown. */
export function not(test: Test): Test {
  return (event) => {
    const one = test(event)
    return one === 'unknown' ? one : !one
  }
}
