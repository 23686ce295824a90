import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import postcss from 'postcss';
import type { AtRule, Container, Root, Rule } from 'postcss';
import selectorParser from 'postcss-selector-parser';
import { PLACEHOLDER_SUFFIX } from '../protocol';
import type { Project } from './project';

const resolver = createRequire(__filename);

/** WeChat's screen is 750rpx wide, a browser's 100vw. */
const toViewportUnits = (value: string): string =>
  value.replace(
    /(-?\d*\.?\d+)rpx\b/g,
    (_, number: string) => `${Number((Number(number) / 7.5).toFixed(5))}vw`,
  );

/** The frame on a desk has a home bar that the browser knows nothing of; where it says nothing, the browser decides. */
const leaveRoomAsFrame = (value: string): string =>
  value.replace(
    /env\(\s*safe-area-inset-bottom\s*(?:,[^)]*)?\)/g,
    'max(var(--phone-safe-bottom, 0px), env(safe-area-inset-bottom, 0px))',
  );

/** Reads a style sheet with its imports in place. */
function readStyles(file: string, from: string[] = []): Root {
  const root = postcss.parse(fs.readFileSync(file, 'utf8'), { from: file });
  root.walkAtRules('import', (rule) => {
    const target = /^(?:url\()?["']?([^"')]+)["']?\)?$/.exec(rule.params.trim())?.[1] ?? '';
    const imported = path.resolve(path.dirname(file), target);
    if (from.includes(imported)) throw new Error(`${file}: @import "${target}" goes in a circle`);
    rule.replaceWith(readStyles(imported, [...from, file]).nodes);
  });
  return root;
}

const isKeyframe = (rule: Rule): boolean =>
  rule.parent?.type === 'atrule' && /keyframes$/.test((rule.parent as AtRule).name);

type SelectorChange = (selectors: selectorParser.Root) => void;

function changeSelectors(container: Container, change: SelectorChange): void {
  const processor = selectorParser(change);
  container.walkRules((rule) => {
    if (!isKeyframe(rule)) rule.selector = processor.processSync(rule.selector);
  });
}

/** Puts `:where(scope) ` before each selector: it narrows the rule and leaves its weight as it was. */
const within =
  (scope: string): SelectorChange =>
  (selectors) => {
    selectors.each((selector) => {
      selector.prepend(selectorParser.combinator({ value: ' ' }));
      selector.prepend(selectorParser.pseudo({ value: `:where(${scope})` }));
    });
  };

/** A component's classes get its prefix, which glass-easel also puts before them on the elements. */
const isolated =
  (styleScope: string): SelectorChange =>
  (selectors) => {
    selectors.walkClasses((node) => {
      node.value = `${styleScope}--${node.value}`;
    });
    selectors.walkPseudos((node) => {
      if (node.value !== ':host') return;
      const host = {
        attribute: 'wx-host',
        operator: '=',
        value: styleScope,
        raws: {},
        quoteMark: '"',
      } as const;
      node.replaceWith(selectorParser.attribute(host));
    });
  };

/** `<button>` becomes `<wx-button>` in the page, because a real button can not fill its line. */
const renamedTags: SelectorChange = (selectors) => {
  selectors.walkTags((node) => {
    if (node.value === 'button') node.value = 'wx-button';
  });
};

/** A phone's theme is the host's to choose, so the media query becomes a condition on the page's root. */
function followPhoneTheme(root: Root): void {
  root.walkAtRules('media', (media) => {
    const condition = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/.exec(media.params);
    if (!condition) return;
    const rest = media.params
      .replace(condition[0], '')
      .replace(/^\s*and\s+|\s+and\s*$/g, '')
      .trim();
    changeSelectors(media, within(`[data-theme=${condition[1] ?? ''}]`));
    if (rest === '') media.replaceWith(media.nodes ?? []);
    else media.params = rest;
  });
}

/** vant's icon font is on a CDN; its package has the same font as a data address. */
function useLocalIconFont(root: Root): void {
  root.walkAtRules('font-face', (face) => {
    face.walkDecls('src', (declaration) => {
      if (!/url\(['"]?(https?:)?\/\//.test(declaration.value)) return;
      const less = fs.readFileSync(resolver.resolve('@vant/icons/src/encode-woff2.less'), 'utf8');
      const font = /url\('(data:font[^']+)'\)/.exec(less)?.[1];
      if (!font) throw new Error('@vant/icons has no font any more where it used to be');
      declaration.value = `url("${font}") format("woff2")`;
    });
  });
}

const endsInPlaceholder = (selector: selectorParser.Selector): selectorParser.ClassName | undefined => {
  const last = selector.last;
  return last.type === 'class' && /placeholder/i.test(last.value) ? last : undefined;
};

/**
 * A class of `placeholder-class` styles the placeholder alone. The input gets its name with a suffix, and each rule of a
 * class that is called a placeholder gets a copy for that. Names are all there is to go by: templates compute them.
 */
function copyPlaceholderRules(root: Root): void {
  changeSelectors(root, (selectors) => {
    selectors.each((selector) => {
      if (!endsInPlaceholder(selector)) return;
      const copy = selector.clone();
      const name = endsInPlaceholder(copy);
      if (name) name.value += PLACEHOLDER_SUFFIX;
      copy.append(selectorParser.pseudo({ value: '::placeholder' }));
      selectors.append(copy);
    });
  });
}

function compile(file: string, change: SelectorChange): string {
  if (!fs.existsSync(file)) return '';
  const root = readStyles(file);
  changeSelectors(root, renamedTags);
  copyPlaceholderRules(root);
  changeSelectors(root, change);
  followPhoneTheme(root);
  root.walkDecls((declaration) => {
    declaration.value = leaveRoomAsFrame(toViewportUnits(declaration.value));
  });
  useLocalIconFont(root);
  return root.toString();
}

/** Names the style scope of each component: short, and the same on each build. Pages share the app's scope. */
export function styleScopes(project: Project): Map<string, string> {
  return new Map(
    project.components.map(({ path: name, isPage }, index) => [name, isPage ? '' : `c${index}`]),
  );
}

/**
 * Compiles every style sheet of the project into one: app, components, pages. A page's rules reach that page only; a
 * component's reach that component only.
 */
export function compileStyles(project: Project): string {
  const scopes = styleScopes(project);
  const sheet = (name: string, file: string): string => {
    const scope = scopes.get(name) ?? '';
    return compile(`${file}.wxss`, scope === '' ? within(`[data-page="${name}"]`) : isolated(scope));
  };
  const components = project.components.filter(({ isPage }) => !isPage);
  const pages = project.components.filter(({ isPage }) => isPage);
  return [
    compile(path.join(project.paths.root, 'app.wxss'), () => undefined),
    ...[...components, ...pages].map((component) => sheet(component.path, component.file)),
  ].join('\n');
}
