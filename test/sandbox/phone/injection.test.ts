import { Injection } from './host/injection';
import type { BuiltComponent } from './protocol';

const built = (path: string, ...uses: string[]): BuiltComponent => ({
  path,
  config: { usingComponents: Object.fromEntries(uses.map((used) => [used, `/${used}`])) },
  isPage: path.startsWith('pages/'),
  isOwn: true,
  styleScope: '',
});

/** Two pages that share a component, and a component that uses itself, as a tree does. */
const COMPONENTS = [
  built('pages/a', 'row', 'tree'),
  built('row', 'badge'),
  built('badge'),
  built('tree', 'tree'),
  built('pages/b', 'row', 'form'),
  built('form'),
];

const start = (): { injection: Injection; ran: string[] } => {
  const ran: string[] = [];
  const injection = new Injection(COMPONENTS, ({ path }) => {
    ran.push(path);
  });
  return { injection, ran };
};

test('a page runs its own code and that of all components below it, and no other', () => {
  const { injection, ran } = start();
  expect(ran).toEqual([]);
  injection.inject('pages/a');
  expect(ran).toEqual(['pages/a', 'row', 'badge', 'tree']);
});

test('no code runs twice', () => {
  const { injection, ran } = start();
  injection.inject('pages/a');
  injection.inject('pages/a');
  ran.length = 0;
  injection.inject('pages/b');
  expect(ran).toEqual(['pages/b', 'form']);
});

test('without lazyCodeLoading everything runs at the start', () => {
  const { injection, ran } = start();
  injection.injectAll();
  expect([...ran].sort()).toEqual(COMPONENTS.map(({ path }) => path).sort());
});
