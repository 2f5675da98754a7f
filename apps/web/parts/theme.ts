import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const ten = (colours: string): MantineColorsTuple => colours.split(' ') as unknown as MantineColorsTuple

/** Mantine with the tokens of screens.md 2 and 7: its default colours fail AAA contrast. */
export const theme = createTheme({
  fontFamily: "'IBM Plex Sans', 'Codedark fallback', sans-serif",
  headings: {
    fontWeight: '700',
    sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.12rem' }, h3: { fontSize: '1rem' } },
  },
  fontSizes: { xs: '0.94rem', sm: '1rem', md: '1rem', lg: '1.12rem', xl: '1.3rem' },
  lineHeights: { xs: '1.25', sm: '1.35', md: '1.35', lg: '1.35', xl: '1.25' },
  black: '#111111',
  colors: {
    ink: ten('#f4f4f2 #e9e9e6 #d6d6d2 #b4b4af #7d7d79 #5a5a57 #454543 #333331 #1f1f1e #111111'),
    gray: ten('#f4f4f2 #e9e9e6 #d6d6d2 #b4b4af #6b6b68 #5a5a57 #454543 #333331 #1f1f1e #111111'),
    red: ten('#fbeceb #f5d3d1 #e9a5a1 #d9726c #c64a43 #b02a24 #8e1510 #8e1510 #8e1510 #6f0e0a'),
  },
  primaryColor: 'ink',
  primaryShade: 8,
  autoContrast: true,
  luminanceThreshold: 0.18,
  defaultRadius: 2,
  fontSmoothing: false,
  respectReducedMotion: true,
})

/** The colours that Mantine takes from no palette. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  dark: {},
  light: {
    '--mantine-color-text': '#111111',
    '--mantine-color-anchor': '#111111',
    '--mantine-color-success': '#111111',
    '--mantine-color-dimmed': '#454543',
    '--mantine-color-disabled-color': '#454543',
    '--mantine-color-placeholder': '#5a5a57',
    '--mantine-color-default-border': '#5a5a57',
    '--mantine-color-disabled-border': '#5a5a57',
    '--mantine-color-error': '#8e1510',
    '--mantine-color-default-hover': '#e9e9e6',
    '--mantine-color-disabled': '#ffffff',
    '--mantine-color-body': '#ffffff',
  },
})
