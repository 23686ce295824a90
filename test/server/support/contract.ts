import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';

/** A type of the wire contract as data. */
export type Shape =
  | { kind: 'string' | 'number' }
  | { kind: 'words'; words: string[] }
  | { kind: 'list'; of: Shape }
  | { kind: 'object'; fields: Record<string, { shape: Shape; optional: boolean }> };

const PATH = join(__dirname, '../../../typings/signing-api.d.ts');
const source = ts.createSourceFile(PATH, readFileSync(PATH, 'utf8'), ts.ScriptTarget.ES2022, true);

/** @throws if the contract has no such type, or one that is written in a way that this reader does not know */
export function shapeOf(name: string): Shape {
  const found = declarationOf(name);
  return ts.isInterfaceDeclaration(found) ? objectShape(found.members) : typeShape(found.type);
}

/** The codes of the contract, with the status that the comment above each one names. */
export function errorCodes(): { code: string; status: number }[] {
  const declaration = declarationOf('SigningErrorCode');
  if (!ts.isTypeAliasDeclaration(declaration) || !ts.isUnionTypeNode(declaration.type)) {
    throw new Error('SigningErrorCode is not a union');
  }
  const { types } = declaration.type;
  return types.map((member, index) => {
    const above = source.text.slice(types[index - 1]?.end ?? types.pos, member.getStart(source));
    return { code: wordOf(member), status: Number(/\/\*\* (\d{3}): /.exec(above)?.[1]) };
  });
}

/** What keeps the value from being of this shape, fields that the contract does not know included. */
export function problemsOf(shape: Shape, value: unknown, place = 'it'): string[] {
  switch (shape.kind) {
    case 'string':
    case 'number':
      return typeof value === shape.kind ? [] : [`${place} is no ${shape.kind}`];
    case 'words':
      return shape.words.some((word) => word === value) ? [] : [`${place} is none of its words`];
    case 'list':
      if (!Array.isArray(value)) return [`${place} is no list`];
      return value.flatMap((item, index) => problemsOf(shape.of, item, `${place}[${index}]`));
    case 'object': {
      if (typeof value !== 'object' || value === null) return [`${place} is no object`];
      const given = new Map<string, unknown>(Object.entries(value));
      const unknown = [...given.keys()].filter((name) => !Object.hasOwn(shape.fields, name));
      return [
        ...unknown.map((name) => `${place}.${name} is not in the contract`),
        ...Object.entries(shape.fields).flatMap(([name, field]) => {
          if (given.has(name)) return problemsOf(field.shape, given.get(name), `${place}.${name}`);
          return field.optional ? [] : [`${place}.${name} is missing`];
        }),
      ];
    }
  }
}

/** Values of the shape: texts are not empty, numbers are Unix seconds, lists have something in them. */
export function valuesOf(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'string':
      return fc.string({ minLength: 1, maxLength: 40 });
    case 'number':
      return fc.integer({ min: 1_600_000_000, max: 4_000_000_000 });
    case 'words':
      return fc.constantFrom(...shape.words);
    case 'list':
      return fc.array(valuesOf(shape.of), { minLength: 1, maxLength: 4 });
    case 'object': {
      const fields = Object.entries(shape.fields);
      const requiredKeys = fields.filter(([, { optional }]) => !optional).map(([name]) => name);
      const model = Object.fromEntries(fields.map(([name, field]) => [name, valuesOf(field.shape)]));
      return fc.record(model, { requiredKeys });
    }
  }
}

/** Where the shape demands something: `['credentials', 'sessionToken']`; a list is entered at its first item. */
export function requiredPaths(shape: Shape): string[][] {
  if (shape.kind === 'list') return requiredPaths(shape.of).map((path) => ['0', ...path]);
  if (shape.kind !== 'object') return [];
  return Object.entries(shape.fields)
    .filter(([, { optional }]) => !optional)
    .flatMap(([name, field]) => [[name], ...requiredPaths(field.shape).map((path) => [name, ...path])]);
}

function declarationOf(name: string): ts.InterfaceDeclaration | ts.TypeAliasDeclaration {
  for (const statement of source.statements) {
    const declares = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    if (declares && statement.name.text === name) return statement;
  }
  throw new Error(`the contract has no ${name}`);
}

function objectShape(members: ts.NodeArray<ts.TypeElement>): Shape {
  const fields = members.map((member) => {
    if (!ts.isPropertySignature(member) || member.type === undefined) throw unreadable(member);
    const optional = member.questionToken !== undefined;
    return [member.name.getText(source), { shape: typeShape(member.type), optional }] as const;
  });
  return { kind: 'object', fields: Object.fromEntries(fields) };
}

function typeShape(type: ts.TypeNode): Shape {
  if (type.kind === ts.SyntaxKind.StringKeyword) return { kind: 'string' };
  if (type.kind === ts.SyntaxKind.NumberKeyword) return { kind: 'number' };
  if (ts.isArrayTypeNode(type)) return { kind: 'list', of: typeShape(type.elementType) };
  if (ts.isTypeLiteralNode(type)) return objectShape(type.members);
  if (ts.isUnionTypeNode(type)) return { kind: 'words', words: type.types.map(wordOf) };
  if (ts.isTypeReferenceNode(type)) return shapeOf(type.typeName.getText(source));
  throw unreadable(type);
}

function wordOf(type: ts.TypeNode): string {
  if (ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) return type.literal.text;
  throw unreadable(type);
}

function unreadable(node: ts.Node): Error {
  return new Error(`the contract has something new, teach its reader first: ${node.getText(source)}`);
}
