/** Reads what a page's or component's module says about itself, from its syntax. */
import ts from 'typescript';

export interface ComponentFacts {
  /** Functions that a template may name as handlers. */
  methods: readonly string[];
  properties: readonly string[];
  externalClasses: readonly string[];
  /** Events that it sends; undefined when a name is not written out. */
  events: readonly string[] | undefined;
}

const nameOf = (name: ts.PropertyName): string =>
  ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : name.getText();

function membersOf(object: ts.Expression | undefined): string[] {
  if (!object || !ts.isObjectLiteralExpression(object)) return [];
  return object.properties.map((property) => {
    if (!property.name) throw new Error(`"${property.getText()}" hides the names that it brings`);
    return nameOf(property.name);
  });
}

function valueOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const property = object.properties.find((item) => item.name && nameOf(item.name) === name);
  return property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

function textsOf(list: ts.Expression | undefined): string[] {
  if (!list || !ts.isArrayLiteralExpression(list)) return [];
  return list.elements.filter((item) => ts.isStringLiteral(item)).map((item) => item.text);
}

/** Every call of a function with that name, or of a method with that name. */
function callsOf(root: ts.Node, name: string): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const callee = node.expression;
      const called = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
      if (called === name) found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

function eventsOf(source: ts.SourceFile): string[] | undefined {
  const names = callsOf(source, 'triggerEvent').map((call) => call.arguments[0]);
  if (!names.every((name) => name !== undefined && ts.isStringLiteral(name))) return undefined;
  return names.map((name) => name.text);
}

/** @throws when the module calls neither `Component` nor `definePage` with an object, or hides a name in a spread. */
export function readComponent(file: string, code: string): ComponentFacts {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const [component] = callsOf(source, 'Component');
  const [page] = callsOf(source, 'definePage');
  const call = component ?? page;
  const definition = call?.arguments[0];
  if (!definition || !ts.isObjectLiteralExpression(definition)) {
    throw new Error(`${file} calls neither Component({...}) nor definePage({...})`);
  }
  return {
    methods: membersOf(valueOf(definition, component ? 'methods' : 'on')),
    properties: membersOf(valueOf(definition, 'properties')),
    externalClasses: textsOf(valueOf(definition, 'externalClasses')),
    events: eventsOf(source),
  };
}
