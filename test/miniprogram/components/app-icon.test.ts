import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import '../../component-support/fake-wx';
import { find, render } from '../../component-support/simulate';

const ROOT = resolve(__dirname, '../../../miniprogram');

const templates = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.wxml') && !file.includes('miniprogram_npm'))
  .map((file) => readFileSync(join(ROOT, file), 'utf8'));

/** Names that templates write out: `<app-icon name="check" />`, `icon="warning"`, texts inside an expression. */
const namesInTemplates = templates.flatMap((template) =>
  [...template.matchAll(/<app-icon[^>]*\sname="([^"]*)"|\sicon="([^"]*)"/g)].flatMap(([, name, icon]) => {
    const value = name ?? icon ?? '';
    if (!value.includes('{{')) return [value];
    // The text after `? ` or `: ` is a name, one after `===` is what is asked about.
    return [...value.matchAll(/[?:] '([^']+)'/g)].map(([, text = '']) => text);
  }),
);
/** Names that modules give to templates. */
const namesInModules = ['info', 'success', 'warning', 'offline', 'person', 'bucket'];

const styleOf = (name: string): string =>
  find(render('components/app-icon/app-icon', { name }), '.icon').dom.getAttribute('style') ?? '';

test('templates name icons', () => {
  expect(namesInTemplates).toEqual(expect.arrayContaining(['arrow', 'lock', 'pause', 'play', 'warning']));
});

test.each([...new Set([...namesInTemplates, ...namesInModules])])('there is a drawing for "%s"', (name) => {
  expect(styleOf(name)).toMatch(/url\("data:image\/svg\+xml,.* d='M[^']+'\/%3E%3C\/svg%3E"\)/);
});
