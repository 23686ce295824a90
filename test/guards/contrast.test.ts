/** Text can be read in both themes: 4.5:1 at least (WCAG 2.2, 1.4.3), measured from the tokens. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postcss from 'postcss';

const sheet = postcss.parse(readFileSync(join(__dirname, '../../miniprogram/app.wxss'), 'utf8'));
const light: Record<string, string> = {};
const dark: Record<string, string> = {};
sheet.walkDecls(/^--color-/, (declaration) => {
  const rule = declaration.parent?.parent;
  const theme = rule?.type === 'atrule' ? dark : light;
  theme[declaration.prop.slice('--color-'.length)] = declaration.value;
});
const themes = { light, dark: { ...light, ...dark } };

function luminance(hex: string): number {
  if (!/^#[0-9a-f]{6}$/.test(hex)) throw new Error(`not a plain colour: ${hex}`);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dim = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dim + 0.05);
}

/** Every text colour with the surfaces that it stands on. */
const PAIRS: [string, string[]][] = [
  ['text', ['page', 'surface', 'sunken', 'pressed']],
  ['text-secondary', ['page', 'surface', 'sunken', 'pressed']],
  ['text-hint', ['page', 'surface', 'pressed']],
  ['accent', ['page', 'surface', 'accent-soft']],
  ['on-accent', ['accent-fill']],
  ['running', ['surface', 'running-soft']],
  ['paused', ['surface', 'paused-soft']],
  ['danger', ['page', 'surface', 'danger-soft']],
  ['on-danger', ['danger-fill']],
  ['production', ['production-soft']],
  ['staging', ['staging-soft']],
  ['test', ['test-soft']],
  ['development', ['development-soft']],
];

describe.each(Object.entries(themes))('%s', (_, colors) => {
  const color = (name: string): string => {
    const value = colors[name];
    if (value === undefined) throw new Error(`no --color-${name}`);
    return value;
  };

  test.each(PAIRS.flatMap(([text, surfaces]) => surfaces.map((surface) => [text, surface])))(
    '%s on %s',
    (text = '', surface = '') => {
      expect(contrast(color(text), color(surface))).toBeGreaterThanOrEqual(4.5);
    },
  );
});

test('the dark theme changes no token that the light one does not have', () => {
  expect(Object.keys(dark).filter((name) => !(name in light))).toEqual([]);
});
