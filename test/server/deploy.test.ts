import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, SETTINGS } from '../../server/src/config';
import { accessFile } from './support/signing-server';

const read = (name: string) => readFileSync(join(__dirname, '../../server', name), 'utf8');

/** `NAME=value` of the example, those that are commented out included. */
const example = [...read('.env.example').matchAll(/^(# )?([A-Z_]+)=(.*)$/gm)].map(
  ([, comment, name = '', value = '']) => ({
    name,
    value,
    shown: comment !== undefined,
  }),
);

test('the example has every setting once, and no other', () => {
  expect(example.map(({ name }) => name).sort()).toEqual([...SETTINGS].sort());
});

test('what the example shows in comments is what holds without them', () => {
  const access = accessFile();
  const needed = {
    ...Object.fromEntries(example.filter(({ shown }) => !shown).map(({ name }) => [name, 'x'])),
    ACCESS_FILE: access.path,
  };
  const shown = Object.fromEntries(
    example.filter(({ shown: inComment }) => inComment).map(({ name, value }) => [name, value]),
  );
  expect(loadConfig({ ...needed, ...shown })).toEqual(loadConfig(needed));
  access.remove();
});

test('the start file of the web function is one that SCF takes', () => {
  const text = read('scf_bootstrap');
  expect(text).toMatch(/^#!\/bin\/bash\n/);
  expect(text).toMatch(/HOST=0\.0\.0\.0 PORT=9000\nexec \/var\/lang\/node\d\d\/bin\/node dist\/main\.js\n$/);
  expect(text).not.toContain('\r');
});

test('the image runs as nobody special and takes nothing from the folder that it is not told to', () => {
  expect(read('Dockerfile')).toMatch(/^USER node$/m);
  const [first, ...taken] = read('Dockerfile.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(first).toBe('*');
  expect(taken.filter((line) => !line.startsWith('!'))).toEqual([]);
  expect(taken.join()).not.toMatch(/env|access/);
});
