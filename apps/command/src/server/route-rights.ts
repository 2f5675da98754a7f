import { SIGN_IN_RIGHTS, type RouteRights } from '@codedark/http'

/** What each route of the board's server needs: any one of the rights. A route that is not here is refused. */
export const COMMAND_RIGHTS: RouteRights = {
  ...SIGN_IN_RIGHTS,
  'GET /api/lock': 'nobody',
  'POST /api/unlock': 'nobody',
  'GET /api/changes': 'somebody',
  'GET /api/board': ['situation.read', 'wall.read'],
  'GET /api/servers': ['situation.read'],
  'GET /api/servers/:id': ['evidence.read'],
  'GET /api/servers/:id/context': ['evidence.read'],
  'GET /api/findings': ['evidence.read'],
  'GET /api/findings/:id': ['evidence.read'],
  'GET /api/findings/:id/record': ['evidence.read'],
  'GET /api/notes': ['evidence.read'],
  'GET /api/rescue': ['situation.read'],
  'GET /api/care': ['situation.read'],
  'GET /api/log': ['log.read'],
  'POST /api/what-if': ['situation.read'],
  'POST /api/sightings': ['facts.write'],
  'POST /api/connections': ['facts.write'],
  'POST /api/powers': ['facts.write'],
  'POST /api/services': ['facts.write'],
  'POST /api/comments': ['facts.write'],
  'POST /api/removals': ['texts.take-out'],
}
