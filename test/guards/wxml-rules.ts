/** What the console's templates may and may not use. Each rule gives the remarks that it has, best none. */
import { Linter } from 'eslint';
import { BUILT_IN_NAMES } from '../sandbox/phone/host/built-in-templates';
import type { ComponentFacts } from './component-reader';
import type { Wxml, WxmlElement } from './wxml-reader';

/** Tags of the template language itself. */
const STRUCTURE = ['block', 'slot', 'template', 'import', 'include', 'wxs'];
const BUILT_IN: readonly string[] = [...BUILT_IN_NAMES, ...STRUCTURE];

/** Attributes that every element may have. */
const COMMON = /^(id|class|style|hidden|slot)$|^(wx:|data-|aria-|mark:|generic:)|^(capture-)?(bind|catch)/;
const HANDLER = /^(?:capture-)?(?:bind|catch):?([\w-]+)$/;

const at = ({ line, tag }: WxmlElement, remark: string): string => `line ${line}: <${tag}> ${remark}`;

const toCamelCase = (name: string): string =>
  name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Language features that one of WeChat's runtimes, or the compiler of another, does not take. */
export function plainFeaturesOnly({ elements, expressions }: Wxml): string[] {
  const withoutTexts = (expression: string): string => expression.replace(/'[^']*'|"[^"]*"/g, "''");
  return [
    ...expressions
      .filter((expression) => /\?\.|\?\?|`/.test(withoutTexts(expression)))
      .map((expression) => `{{ ${expression} }} is no plain expression`),
    ...elements.flatMap((element) =>
      [...element.attributes.keys()]
        .filter((name) => /^model:|^(capture-)?mut-bind/.test(name))
        .map((name) => at(element, `has ${name}: data goes one way, events are explicit`)),
    ),
    ...elements
      .filter(({ tag, attributes }) => tag === 'wxs' && !attributes.has('src'))
      .map((element) => at(element, 'has its code inside: WXS is written in files')),
  ];
}

/**
 * A second name of a component from npm, which no template uses. DevTools looks for components in their order and stops at
 * the first that is missing: without miniprogram_npm, this name is what it shows.
 */
export const MISSING_NPM_HINT = 'run-npm-ci-first';

/** @param declared the names of `usingComponents`. */
export function knownTagsOnly({ elements }: Wxml, declared: readonly string[]): string[] {
  const used = new Set(elements.map(({ tag }) => tag));
  return [
    ...elements
      .filter(({ tag }) => !BUILT_IN.includes(tag) && !declared.includes(tag))
      .map((element) => at(element, 'is neither built in nor in usingComponents')),
    ...declared
      .filter((name) => !used.has(name) && name !== MISSING_NPM_HINT)
      .map((name) => `usingComponents has ${name}, which is not used`),
  ];
}

/** Handler names that an attribute may come to: its text, or the texts inside its expression. */
function handlersIn(value: string): string[] {
  if (!value.includes('{{')) return [value];
  return [...value.matchAll(/'([^']*)'/g)].map(([, name = '']) => name).filter((name) => name !== '');
}

/** Every handler that a template names has to be a method of its page or component. */
export function handlersExist({ elements }: Wxml, { methods }: ComponentFacts): string[] {
  return elements.flatMap((element) =>
    [...element.attributes]
      .filter(([name]) => HANDLER.test(name))
      .flatMap(([name, value]) => handlersIn(value).map((handler) => ({ name, handler })))
      .filter(({ handler }) => !methods.includes(handler))
      .map(({ name, handler }) => at(element, `${name}="${handler}": there is no such method`)),
  );
}

/** Events that come from the screen, not from a component. */
const SCREEN_EVENT = /^(tap|longpress|touch\w+|transitionend|animation\w+)$/;

/** What a template gives to one of the console's own components has to be something that it takes, and sends. */
export function componentTakes(
  { elements }: Wxml,
  factsOf: (tag: string) => ComponentFacts | undefined,
): string[] {
  return elements.flatMap((element) => {
    const facts = factsOf(element.tag);
    if (!facts) return [];
    const { properties, externalClasses, events } = facts;
    return [...element.attributes.keys()].flatMap((name) => {
      const event = HANDLER.exec(name)?.[1];
      if (event !== undefined) {
        const isSent = events === undefined || events.includes(event) || SCREEN_EVENT.test(event);
        return isSent ? [] : [at(element, `never sends "${event}"`)];
      }
      const isTaken =
        COMMON.test(name) || properties.includes(toCamelCase(name)) || externalClasses.includes(name);
      return isTaken ? [] : [at(element, `has no property "${name}"`)];
    });
  });
}

/** WXS is ECMAScript 5, and older in some ways. */
export function wxsIsPlain(code: string): string[] {
  const globals = {
    module: 'readonly',
    require: 'readonly',
    getRegExp: 'readonly',
    getDate: 'readonly',
  } as const;
  const messages = new Linter().verify(code, {
    languageOptions: { ecmaVersion: 5, sourceType: 'commonjs', globals },
    rules: { 'no-undef': 'error' },
  });
  return messages.map(({ line, message }) => `line ${line}: ${message}`);
}
