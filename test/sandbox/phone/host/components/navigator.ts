import type { BuiltIn } from '../built-in';
import { withHover } from './hover';

/** What a tap on a navigator asks for: a page to open as its open type says. */
export interface Navigation {
  openType: string;
  url: string;
  delta: number;
}

/** Document "navigator", inside the mini-program. */
export const createNavigator = (navigate: (navigation: Navigation) => void): BuiltIn =>
  withHover(
    {
      properties: {
        url: String,
        openType: { type: String, value: 'navigate' },
        delta: { type: Number, value: 1 },
        target: String,
      },
      attached: (node) => {
        node.listen('tap', () => {
          navigate({ openType: node.text('openType'), url: node.text('url'), delta: node.number('delta') });
        });
      },
    },
    'navigator-hover',
  );
