/**
 * What the COS SDK gets for fast-xml-parser, packed in its place by scripts/build-npm.mjs: the writer as it is, and no reader.
 *
 * The SDK reads error documents by itself, inside WeChat's callback, where an exception reaches nobody and the caller waits
 * until a timer ends it. Its reader expands the entities that a document declares, too. Here the document is handed on
 * unread: the SDK rejects with its text, and miniprogram/services/ci/xml.ts reads it like every other answer. 2xx
 * answers never come here, as the console asks for them with `RawBody`.
 */
const XMLBuilder = require('fast-xml-parser/src/xmlbuilder/json2xml');

class XMLParser {
  parse(text) {
    return { Error: text };
  }
}

module.exports = { XMLBuilder, XMLParser };
