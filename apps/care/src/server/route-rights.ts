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
  'POST /api/wards/:id/reprint': ['packets.write'],
  'POST /api/wards/:id/patients': ['census.write'],
  'POST /api/wards/:id/check': ['census.write'],
  'POST /api/patients/:id/move': ['census.write'],
  'POST /api/patients/:id/leave': ['census.write'],
  'POST /api/patients/:id/name': ['census.write'],
  'POST /api/wards/:id/state': ['wards.state'],
  'GET /api/packets/:serial': ['patients.read'],
}
