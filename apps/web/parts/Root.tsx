import '@mantine/core/styles/baseline.css'
import '@mantine/core/styles/default-css-variables.css'
import '@mantine/core/styles/global.css'
import '@mantine/core/styles/UnstyledButton.css'
import '@mantine/core/styles/Button.css'
import '@mantine/core/styles/Input.css'
import '@mantine/core/styles/InlineInput.css'
import '@mantine/core/styles/Checkbox.css'
import './fonts.css'
import './tokens.css'
import './parts.css'
import './print.css'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { MarkSheet } from './Mark.tsx'
import { styleNonce } from './nonce.ts'
import { theme, variables } from './theme.ts'

/** Starts a page set in `#root`. A failed read is shown, not tried again in silence; changes come by the change feed. */
export function start(app: ReactNode): void {
  const place = document.getElementById('root')
  if (place === null) throw new Error('The page has no #root.')
  const queries = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: 60_000, refetchOnWindowFocus: true } },
  })
  createRoot(place).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        forceColorScheme="light"
        getStyleNonce={styleNonce}
      >
        <QueryClientProvider client={queries}>
          <MarkSheet />
          {app}
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}
