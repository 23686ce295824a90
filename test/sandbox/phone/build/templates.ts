import fs from 'node:fs';
import path from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import { builtInTemplates } from '../host/built-in-templates';
import type { Project } from './project';
import { toFile } from './project';

const REQUIRE = /require\(\s*(['"])(.+?)\1\s*\)/g;

/** A remark of the template compiler; the package types it as `any`. */
interface TemplateRemark {
  isError: boolean;
  message: string;
  startLine: number;
}

/**
 * glass-easel runs WXS as plain JavaScript, which differs in three ways: a module is required by its path without
 * `.wxs`, `x.constructor` is the name of the type, and the pattern of `getRegExp` keeps its backslashes.
 */
function toPlainScript(wxs: string): string {
  return wxs
    .replace(REQUIRE, (_, quote: string, target: string) => `require('${target.replace(/\.wxs$/, '')}')`)
    .replace(/\.constructor\b/g, '.constructor.name')
    .replace(/getRegExp\(\s*(['"])(.*?)\1/g, (_, quote: string, pattern: string) => {
      return `getRegExp(${JSON.stringify(pattern.replace(/\\\\/g, '\\'))}`;
    });
}

const toPlainInlineScripts = (wxml: string): string =>
  wxml.replace(/<wxs[^>]*>[\s\S]*?<\/wxs>/g, (element) => toPlainScript(element));

/** Attributes of accessibility are no properties of the components, so the compiled call is sent to the host. */
const sendAriaToHost = (compiled: string): string =>
  compiled.replace(/\b[A-Za-z_$][\w$]*\(N,"(aria-[a-z]+)"/g, 'setAria(N,"$1"');

/** Each template as a function that the browser need not read before it is used; see `closedFunction`. */
const readWhenUsed = (compiled: string): string =>
  compiled.replace(/(\bH\["[^"]*"\]=)\(R,C,D,U\)=>\{/g, '$1function(R,C,D,U){');

/**
 * Compiles every WXML and WXS that the project reaches, and the templates of the built-in components.
 * @returns a JavaScript expression: an object of templates by path.
 * @throws on any remark of the compiler about the project's own templates.
 */
export function compileTemplates(project: Project): string {
  const group = new TmplGroup();
  const remarks: string[] = [];
  const seen = new Set<string>();
  const first = (key: string): boolean => !seen.has(key) && Boolean(seen.add(key));

  const addScript = (name: string): void => {
    if (!first(`${name}.wxs`)) return;
    const source = fs.readFileSync(`${toFile(project.paths, name)}.wxs`, 'utf8');
    group.addScript(name, toPlainScript(source));
    for (const [, , target = ''] of source.matchAll(REQUIRE)) {
      addScript(path.posix.join(path.posix.dirname(name), target.replace(/\.wxs$/, '')));
    }
  };
  const addTemplate = (name: string, isOwn: boolean): void => {
    if (!first(`${name}.wxml`)) return;
    const source = fs.readFileSync(`${toFile(project.paths, name)}.wxml`, 'utf8');
    for (const remark of group.addTmpl(name, toPlainInlineScripts(source)) as TemplateRemark[]) {
      if (isOwn || remark.isError) remarks.push(`${name}.wxml:${remark.startLine + 1}: ${remark.message}`);
    }
    for (const dependency of group.getDirectDependencies(name) as string[]) addTemplate(dependency, isOwn);
    for (const script of group.getScriptDependencies(name) as string[]) addScript(script);
  };

  for (const component of project.components) addTemplate(component.path, component.isOwn);
  for (const [name, wxml] of Object.entries(builtInTemplates)) group.addTmpl(name, wxml);
  if (remarks.length > 0) throw new Error(`templates:\n${remarks.join('\n')}`);
  return readWhenUsed(sendAriaToHost(group.getTmplGenObjectGroups()));
}
