// The browser on the same machine: a loopback server with one host name, one origin and its pages.
export { changeFeed, type ChangeFeed } from './changes.ts'
export { ownHostOnly, ownOrigin, ownOriginWrites, type OwnAddress } from './guard.ts'
export { loopbackServer, type Listening, type ListenFault, type LoopbackServer } from './loopback.ts'
export { loadPages, servePages, type Pages, type PagesFault } from './pages.ts'
export { limitTries, type Tries } from './tries.ts'
