/** The weight of the package: by file, by part, and in sum. */
import fs from 'node:fs';
import path from 'node:path';
import { markdownTable } from '../measurements';
import { minifiedBytes } from './minify';
import { packageFiles } from './walk';

/**
 * Bytes that the package may have. The SDK's own one-page demo weighs 468 KB (measured), and WeChat allows 2 MB.
 */
export const BUDGET = 500_000;

export interface Part {
  /** A package's name, a folder, or `app` for what lies at the root. */
  part: string;
  /** Whether it is written in this repository. */
  ours: boolean;
  files: number;
  bytes: number;
}

export interface Size {
  files: { file: string; bytes: number }[];
  parts: Part[];
  ours: number;
  total: number;
}

const NPM = 'miniprogram_npm/';

function partOf(file: string): string {
  const [first = '', second = ''] = (file.startsWith(NPM) ? file.slice(NPM.length) : file).split('/');
  if (first.startsWith('@')) return `${first}/${second}`;
  return file.includes('/') ? first : 'app';
}

const heaviestFirst = (a: { bytes: number }, b: { bytes: number }): number => b.bytes - a.bytes;
const sumOf = (list: readonly { bytes: number }[]): number => list.reduce((sum, { bytes }) => sum + bytes, 0);

/** @param root folder with app.json */
export function measure(root: string): Size {
  const files = packageFiles(root)
    .map((file) => ({ file, bytes: minifiedBytes(file, fs.readFileSync(path.join(root, file))) }))
    .sort(heaviestFirst);
  const parts = new Map<string, Part>();
  for (const { file, bytes } of files) {
    const name = partOf(file);
    const part = parts.get(name) ?? { part: name, ours: !file.startsWith(NPM), files: 0, bytes: 0 };
    parts.set(name, { ...part, files: part.files + 1, bytes: part.bytes + bytes });
  }
  const sorted = [...parts.values()].sort(heaviestFirst);
  return { files, parts: sorted, ours: sumOf(sorted.filter(({ ours }) => ours)), total: sumOf(sorted) };
}

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);

const line = (name: string, files: number, bytes: number): string =>
  [name.padEnd(18), String(files).padStart(5), String(bytes).padStart(8), kilobytes(bytes).padStart(7)].join(
    ' ',
  );

/** @returns the parts, ours last, and the sums beside their budgets. */
export function table({ files, parts, ours, total }: Size): string {
  const own = parts.filter((part) => part.ours);
  const foreign = parts.filter((part) => !part.ours);
  const ownFiles = own.reduce((sum, part) => sum + part.files, 0);
  return [
    `${'part'.padEnd(18)} files    bytes      KB`,
    ...[...foreign, ...own].map((part) => line(part.part, part.files, part.bytes)),
    line('ours', ownFiles, ours),
    `${line('total', files.length, total)} of ${kilobytes(BUDGET)}`,
  ].join('\n');
}

/** @returns the parts and the sums for docs/measurements.md */
export function sizeSection({ parts, ours, total }: Size): string {
  const sorted = [...parts.filter((part) => !part.ours), ...parts.filter((part) => part.ours)];
  return markdownTable([
    ['part', 'KB', 'budget, KB'],
    ...sorted.map(({ part, ours: own, bytes }) => [own ? part : `\`${part}\``, kilobytes(bytes), '']),
    ['**ours**', `**${kilobytes(ours)}**`, ''],
    ['**total**', `**${kilobytes(total)}**`, kilobytes(BUDGET)],
  ]);
}
