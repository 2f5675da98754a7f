import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { hatchFile, HATCH_INK, HATCH_PRINT } from './parts/hatch.ts'

/** `vite build --mode board` and `--mode wards`: each page set whole in a folder of its own, nothing from outside. */
export default defineConfig(({ mode }) => {
  const set = mode === 'wards' ? 'wards' : 'board'
  return {
    root: resolve(import.meta.dirname, set),
    base: '/',
    publicDir: false,
    plugins: [react(), hatchFiles()],
    build: {
      outDir: resolve(import.meta.dirname, 'dist', set),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1_500,
    },
  }
})

/** The two hatches as files: drawn once, never tiled, since tiles and gradients print as black or not at all. */
function hatchFiles(): Plugin {
  return {
    name: 'codedark-hatch',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'hatch-ink.svg', source: hatchFile(HATCH_INK) })
      this.emitFile({ type: 'asset', fileName: 'hatch-print.svg', source: hatchFile(HATCH_PRINT) })
    },
  }
}
