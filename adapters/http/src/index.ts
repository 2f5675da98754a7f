// The browser: a server with one host name, one origin, its pages, and who may do what.
export { guardRoutes, signedIn, undeclared, whoever, type Guarding, type RouteRights } from './access.ts'
export { certificateFor, type Beyond, type KeptCertificate } from './beyond.ts'
export { certificateFits, fingerprintOf, makeCertificate, type OwnCertificate } from './certificate.ts'
export { changeFeed, type ChangeFeed } from './changes.ts'
export { ownHostOnly, ownOrigin, ownOriginWrites, type OwnAddress } from './guard.ts'
export { loopbackServer, type Listening, type ListenFault, type LoopbackServer } from './loopback.ts'
export { loadPages, servePages, type Pages, type PagesFault } from './pages.ts'
export { limitTries, type Tries } from './tries.ts'
export {
  confirmSecond,
  describeSignInFault,
  SIGN_IN_RIGHTS,
  signInRoutes,
  type AccessNews,
  type SessionView,
  type SignInRoutes,
} from './sign-in.ts'
export { slowTries, type SlowTries } from './slow-tries.ts'
