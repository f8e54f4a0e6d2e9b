/** The two looks of Linli. */
export type Mode = 'light' | 'dark'

/** Every colour by what it is for; tokens.css has the same ones as custom properties. */
export interface Palette {
  background: string
  surface: string
  surfaceSunken: string
  line: string
  /** The border of a control: 3 : 1 against what is around it. */
  edge: string
  text: string
  textQuiet: string
  accent: string
  accentStrong: string
  accentSoft: string
  onAccent: string
  green: string
  greenSoft: string
  yellow: string
  yellowSoft: string
  red: string
  redSoft: string
}

/** Colours of both looks. Text on its surface, and each light on its soft ground, reach 4.5 : 1 (WCAG 2.2 AA). */
export const palettes: Record<Mode, Palette> = {
  light: {
    background: '#f4f7f8',
    surface: '#ffffff',
    surfaceSunken: '#edf2f4',
    line: '#d6dfe3',
    edge: '#7d8f98',
    text: '#15252c',
    textQuiet: '#4b5d66',
    accent: '#0b6b87',
    accentStrong: '#085469',
    accentSoft: '#e2f0f5',
    onAccent: '#ffffff',
    green: '#176b3d',
    greenSoft: '#e3f3ea',
    yellow: '#7d5200',
    yellowSoft: '#fcf0d2',
    red: '#b1241c',
    redSoft: '#fcebea',
  },
  dark: {
    background: '#0e161a',
    surface: '#162025',
    surfaceSunken: '#1e2a30',
    line: '#33434b',
    edge: '#6f828c',
    text: '#e5edf0',
    textQuiet: '#a8b8c0',
    accent: '#5bb7d2',
    accentStrong: '#8bd0e4',
    accentSoft: '#143641',
    onAccent: '#04212b',
    green: '#72d19d',
    greenSoft: '#14301f',
    yellow: '#ecc263',
    yellowSoft: '#35290c',
    red: '#ff9b93',
    redSoft: '#3c1a18',
  },
}

/** System fonts with Chinese fallbacks; nothing is fetched. */
export const fontFamily =
  "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', sans-serif"

/**
 * The tokens Ant Design is themed with: pass as `theme.token`, together with its dark algorithm when `mode` is dark.
 * Kept free of Ant Design's own types so that the phone app does not load them.
 */
export function antDesignTokens(mode: Mode) {
  const colour = palettes[mode]
  return {
    colorPrimary: colour.accent,
    colorInfo: colour.accent,
    colorLink: colour.accent,
    colorLinkHover: colour.accentStrong,
    colorPrimaryBg: colour.accentSoft,
    colorPrimaryBgHover: colour.accentSoft,
    controlItemBgActive: colour.accentSoft,
    controlItemBgActiveHover: colour.accentSoft,
    colorInfoBg: colour.accentSoft,
    colorSuccessBg: colour.greenSoft,
    colorWarningBg: colour.yellowSoft,
    colorErrorBg: colour.redSoft,
    colorSuccess: colour.green,
    colorWarning: colour.yellow,
    colorError: colour.red,
    colorText: colour.text,
    colorTextSecondary: colour.textQuiet,
    colorTextTertiary: colour.textQuiet,
    colorTextDescription: colour.textQuiet,
    colorTextLightSolid: colour.onAccent,
    colorTextPlaceholder: mode === 'light' ? '#66777f' : '#8d9da5',
    colorBgLayout: colour.background,
    colorBgContainer: colour.surface,
    colorBgElevated: mode === 'light' ? colour.surface : colour.surfaceSunken,
    colorBorder: colour.edge,
    colorBorderSecondary: colour.line,
    borderRadius: 8,
    fontSize: 14,
    fontFamily,
    wireframe: false,
  }
}

/** antd-mobile's custom properties, pointing at Linli's, so that they follow the look and the type size by themselves. */
export const antdMobileVariables: Record<string, string> = {
  '--adm-color-primary': 'var(--linli-accent)',
  '--adm-color-success': 'var(--linli-green)',
  '--adm-color-warning': 'var(--linli-yellow)',
  '--adm-color-danger': 'var(--linli-red)',
  '--adm-color-text': 'var(--linli-text)',
  '--adm-color-text-secondary': 'var(--linli-text-quiet)',
  '--adm-color-weak': 'var(--linli-text-quiet)',
  '--adm-color-light': 'var(--linli-text-quiet)',
  '--adm-color-border': 'var(--linli-line)',
  '--adm-border-color': 'var(--linli-line)',
  '--adm-color-background': 'var(--linli-surface)',
  '--adm-color-box': 'var(--linli-surface-sunken)',
  '--adm-color-fill-content': 'var(--linli-surface-sunken)',
  '--adm-color-text-light-solid': 'var(--linli-on-accent)',
  '--adm-button-border-radius': 'var(--linli-radius)',
  '--adm-button-border-color': 'var(--linli-edge)',
  '--adm-font-family': 'var(--linli-font)',
  '--adm-font-size-main': 'var(--linli-size-body)',
  '--adm-font-size-6': 'var(--linli-size-small)',
  '--adm-font-size-7': 'var(--linli-size-body)',
  '--adm-font-size-8': 'var(--linli-size-body)',
  '--adm-font-size-9': 'var(--linli-size-lead)',
  '--adm-font-size-10': 'var(--linli-size-lead)',
  '--adm-radius-s': 'var(--linli-radius-small)',
  '--adm-radius-m': 'var(--linli-radius)',
  '--adm-radius-l': 'var(--linli-radius-large)',
}
