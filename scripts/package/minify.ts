/**
 * What WeChat's uploader makes of a file with the settings of project.config.json: each file alone, nothing shaken out
 * across files. TypeScript becomes CommonJS and its syntax stays as new as it was written (`es6` and `enhance` are off);
 * comments go, white space goes, names that no other file sees get short; WXS stays as it is. These are other tools than
 * WeChat's, and the bytes are theirs to within one per cent, by file kind and in sum (miniprogram-ci 2.1.42).
 */
import path from 'node:path';
import esbuild from 'esbuild';
import ts from 'typescript';

/** @returns a script as CommonJS without types. */
export function scriptText(file: string, text: string): string {
  if (!file.endsWith('.ts')) return text;
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    esModuleInterop: true,
  };
  return ts.transpileModule(text, { compilerOptions, fileName: file }).outputText;
}

const minifyScript = (file: string, text: string): string =>
  esbuild.transformSync(scriptText(file, text), {
    minify: true,
    format: 'cjs',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
  }).code;

const minifyStyle = (_file: string, text: string): string =>
  esbuild.transformSync(text, { loader: 'css', minify: true, charset: 'utf8', legalComments: 'none' }).code;

/** White space between tags and before a tag's end goes, other is one space; what is in quotes or bindings stays. */
const minifyTemplate = (_file: string, text: string): string =>
  text
    .replace(/<!--[^]*?-->/g, '')
    .replace(
      /("[^"]*"|\{\{[^]*?\}\})|((?<=>)\s+(?=<)|\s+(?=\/?>))|\s+/g,
      (_, kept?: string, needless?: string) => kept ?? (needless === undefined ? ' ' : ''),
    );

const minifyJson = (_file: string, text: string): string => JSON.stringify(JSON.parse(text));

const MINIFIERS = new Map([
  ['.ts', minifyScript],
  ['.js', minifyScript],
  ['.wxss', minifyStyle],
  ['.wxml', minifyTemplate],
  ['.json', minifyJson],
]);

/** @returns the bytes of a file in the package. */
export function minifiedBytes(file: string, contents: Buffer): number {
  const minify = MINIFIERS.get(path.extname(file));
  return minify ? Buffer.byteLength(minify(file, contents.toString('utf8')).trim()) : contents.length;
}
