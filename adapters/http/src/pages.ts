import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, posix, relative, sep } from 'node:path'
import type { Hono } from 'hono'
import { failed, ok, type Result } from '@codedark/domain/result'
import { PAGE_FILE_BYTES_MAX } from './limits.ts'

/** Why a folder holds no pages that could be served. */
export interface PagesFault {
  readonly code: 'pages-missing'
  readonly path: string
  readonly reason: string
}

/** The built pages of one page set, in memory: path below the root to bytes. */
export type Pages = ReadonlyMap<string, { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> }>

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.json': 'application/json',
}

/**
 * Reads a built page set whole, so that a request can name nothing that is not in it. Files of an unknown type, and those
 * over the limit, are left out.
 */
export function loadPages(folder: string): Result<Pages, PagesFault> {
  const pages = new Map<string, { type: string; bytes: Uint8Array<ArrayBuffer> }>()
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath, entry.name)
      const type = TYPES[extname(entry.name)]
      if (type === undefined || statSync(path).size > PAGE_FILE_BYTES_MAX) continue
      const key = `/${relative(folder, path).split(sep).join(posix.sep)}`
      pages.set(key, { type, bytes: new Uint8Array(readFileSync(path)) })
    }
  } catch (error) {
    return failed({ code: 'pages-missing', path: folder, reason: (error as Error).message })
  }
  if (!pages.has('/index.html')) {
    return failed({ code: 'pages-missing', path: folder, reason: 'there is no index.html in it' })
  }
  return ok(pages)
}

/**
 * Serves a page set below `/`: its files as they are, `index.html` for every other path that is no API path, with a fresh
 * nonce for its styles in place of `__CSP_NONCE__`.
 */
export function servePages(app: Hono, pages: Pages): void {
  const index = Buffer.from(pages.get('/index.html')?.bytes ?? new Uint8Array()).toString('utf8')
  app.get('*', (context) => {
    const path = new URL(context.req.url).pathname
    if (path.startsWith('/api/')) return context.json({ error: `There is no ${path} here.` }, 404)
    const file = path === '/index.html' ? undefined : pages.get(path)
    if (file !== undefined) {
      return context.body(file.bytes, 200, {
        'Content-Type': file.type,
        // Built files carry the hash of their content in their name.
        'Cache-Control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      })
    }
    if (extname(path) !== '') return context.json({ error: `There is no ${path} here.` }, 404)
    const nonce = randomBytes(16).toString('base64')
    const policy = [
      "default-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      // Bars and lanes are placed by style attributes.
      "style-src-attr 'unsafe-inline'",
      "img-src 'self' data:",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; ')
    return context.html(index.replaceAll('__CSP_NONCE__', nonce), 200, { 'Content-Security-Policy': policy })
  })
}
