import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { array, assert as property, constantFrom, property as forAll } from 'fast-check'
import {
  ACCOUNT_ROLES,
  RIGHTS,
  RIGHTS_BY_ROLE,
  rightsOf,
  sessionLimits,
  sessionStands,
  sidesFor,
  sidesOf,
} from './index.ts'
import type { AccountRole, Right } from './index.ts'

const has = (role: AccountRole, right: Right): boolean => RIGHTS_BY_ROLE[role].includes(right)
const role = constantFrom(...ACCOUNT_ROLES)

describe('rights', () => {
  test('investigators and all who work on systems see no patient', () => {
    for (const one of ['investigator', 'it-response', 'it-commander', 'administrator'] as const)
      assert.deepEqual(
        [...rightsOf([one], 'care')].filter((right) => right !== 'people.manage'),
        [],
        one,
      )
  })

  test('who treats patients sees no evidence and no log', () => {
    for (const one of ['ward-lead', 'pharmacist', 'laboratory', 'imaging', 'medical-director'] as const)
      for (const right of ['evidence.read', 'evidence.files', 'log.read', 'bundle.make'] as const)
        assert.equal(has(one, right), false, `${one} ${right}`)
  })

  test('no single role sees patients and evidence', () => {
    for (const one of ACCOUNT_ROLES)
      assert.ok(!(has(one, 'patients.read') && (has(one, 'evidence.read') || has(one, 'log.read'))), one)
  })

  test('the press officer sees no file of evidence and releases nothing; a witness sees checkpoints only', () => {
    for (const right of ['evidence.files', 'evidence.read', 'statements.release', 'log.read'] as const)
      assert.equal(has('press-officer', right), false, right)
    assert.deepEqual([...rightsOf(['witness'], 'command')].sort(), ['checkpoints.read', 'checkpoints.sign'])
    assert.deepEqual(sidesFor(['witness']), ['command'])
  })

  test('a wall screen reads the wall and writes nothing', () => {
    assert.deepEqual([...rightsOf(['wall-screen'], 'command')], ['wall.read'])
    assert.deepEqual(sidesFor(['wall-screen']), ['command'])
  })

  test('an administrator makes accounts, decides nothing and sees no patient', () => {
    assert.deepEqual([...rightsOf(['administrator'], 'care')], ['people.manage'])
    for (const right of RIGHTS)
      if (/write|release|close|take-out|reopen|sign$|patients|evidence/u.test(right))
        assert.equal(has('administrator', right), false, right)
    for (const one of ACCOUNT_ROLES)
      if (one !== 'administrator') assert.equal(has(one, 'people.manage'), false, one)
  })

  test('what takes two people can be done by two different roles at least, and every right is held by somebody', () => {
    for (const right of ['texts.take-out', 'evidence.close', 'links.reopen', 'statements.release'] as const)
      assert.ok(ACCOUNT_ROLES.filter((one) => has(one, right)).length >= 2, right)
    for (const right of RIGHTS)
      assert.ok(
        ACCOUNT_ROLES.some((one) => has(one, right)),
        right,
      )
  })

  test('several roles have the rights of each, of one side only, and no more', () => {
    property(
      forAll(array(role), constantFrom('command' as const, 'care' as const), (roles, side) => {
        const rights = rightsOf(roles, side)
        for (const right of rights) {
          assert.ok(sidesOf(right).includes(side))
          assert.ok(roles.some((one) => has(one, right)))
        }
        for (const one of roles)
          for (const right of rightsOf([one], side)) assert.ok(rights.has(right), `${one} ${right}`)
        if (roles.length === 0) assert.equal(rights.size, 0)
      }),
    )
  })
})

describe('a session', () => {
  const since = '2021-01-17T20:46:00.000Z'
  const later = (hours: number): string => new Date(Date.parse(since) + hours * 3_600_000).toISOString()

  test('lasts a shift while it is used, and four hours while it is not', () => {
    assert.ok(sessionStands({ since, lastSeen: later(11) }, ['dpo'], later(12.9)))
    assert.ok(!sessionStands({ since, lastSeen: later(12.9) }, ['dpo'], later(13)))
    assert.ok(sessionStands({ since, lastSeen: since }, ['dpo'], later(3.9)))
    assert.ok(!sessionStands({ since, lastSeen: since }, ['dpo'], later(4)))
  })

  test('of a wall screen goes on through the night; a person who is also one gets a person’s', () => {
    assert.ok(sessionStands({ since, lastSeen: later(20) }, ['wall-screen'], later(30)))
    assert.ok(!sessionStands({ since, lastSeen: later(20) }, ['wall-screen', 'dpo'], later(21)))
  })

  test('never stands again once it has ended, as long as the clock runs on', () => {
    property(
      forAll(array(role, { minLength: 1 }), constantFrom(0, 1, 3, 5, 12, 13, 40, 200), (roles, hours) => {
        const { wholeMs, idleMs } = sessionLimits(roles)
        assert.ok(idleMs <= wholeMs)
        const stands = sessionStands({ since, lastSeen: since }, roles, later(hours))
        assert.equal(stands, hours * 3_600_000 < Math.min(idleMs, wholeMs))
      }),
    )
  })
})
