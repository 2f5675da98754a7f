import { SIGN_IN_RIGHTS } from '@codedark/http'
import type { RouteRights } from '@codedark/http'

/** What each route of the ward pages' server needs: any one of the rights. A route that is not here is refused. */
export const CARE_RIGHTS: RouteRights = {
  ...SIGN_IN_RIGHTS,
  'GET /api/lock': 'nobody',
  'POST /api/unlock': 'nobody',
  'GET /api/changes': 'somebody',
  'GET /api/hospital': ['wards.read'],
  'GET /api/status': ['wards.read'],
  'GET /api/wards/:id': ['patients.read'],
  'GET /api/patients/:id': ['patients.read'],
  'GET /api/find': ['patients.read'],
  'POST /api/wards/:id/packet': ['packets.write'],
  'GET /api/calls': ['calls.make'],
  'GET /api/calls/:block': ['calls.make'],
  'GET /api/calls/:block/sheet': ['calls.make'],
  'POST /api/calls/blocks': ['planned.write'],
  'POST /api/calls/:block/take': ['calls.make'],
  'POST /api/calls/:block/call': ['calls.make'],
  'GET /api/planned': ['patients.read'],
  'GET /api/planned/sheet': ['packets.write'],
  'POST /api/planned/decision': ['planned.decide'],
  'POST /api/planned/step': ['planned.write'],
  'POST /api/planned/need': ['planned.write'],
  'POST /api/wards/:id/reprint': ['packets.write'],
  'POST /api/wards/:id/state': ['wards.state'],
  'GET /api/packets/:serial': ['patients.read'],
}
