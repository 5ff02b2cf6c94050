/**
 * Every diagnostic code with the facts its sentence needs: the one place where sentences about the author's text stand.
 * A sentence says what was found and what was expected; the nearest right thing comes as `nearest`.
 * Codes are stable: they are shown, filtered and suppressed by people and CI jobs.
 */
export const messages = {
  // ---- YAML
  "yaml-syntax": (facts: { problem: string }) => facts.problem,
  "yaml-alias": (_: object) => "aliases, anchors, merge keys and tags are not used in these files; write the value out",
  "yaml-key-reserved": (facts: { key: string }) => `"${facts.key}" cannot be a key`,
  "yaml-key-twice": (facts: { key: string }) => `"${facts.key}" stands here already`,
  "yaml-comma-cut": (facts: { piece: string }) =>
    `inside { } and [ ] a comma ends the value, so that ${facts.piece} stands here by itself`,
  "yaml-too-deep": (facts: { limit: number }) => `this is nested more than ${facts.limit} levels deep`,
  "yaml-several-documents": (_: object) => "a second document begins here; a file holds one",
  "too-many-faults": (facts: { left: number; limit: number }) =>
    `${facts.left} more in this file are not shown, since only the worst ${facts.limit} are`,
  "file-too-large": (facts: { bytes: number; limit: number }) =>
    `the file has ${facts.bytes} bytes; at most ${facts.limit} are read`,
  "file-empty": (_: object) => "the file is empty; expected are keys with values",
  "file-not-text": (facts: { found: string }) => `the file is no text in UTF-8: ${facts.found}`,

  // ---- record schemas and what a connector says of its kinds
  "schema-missing": (facts: { kind: string; file: string }) =>
    `the kind ${facts.kind} names the schema ${facts.file}, which is not there`,
  "schema-no-record": (facts: { kind: string; file: string; gap?: string }) =>
    `the schema ${facts.file} of the kind ${facts.kind} must describe a record with its fields${facts.gap === undefined ? "" : `, but ${facts.gap}`}`,
  "schema-gap": (facts: { field: string; gap: string }) =>
    `nothing is known of the values of ${facts.field}: ${facts.gap}`,
  "schema-field-unknown": (facts: { kind: string; field: string; names: readonly string[]; nearest?: string }) =>
    `the schema of ${facts.kind} has no field ${facts.field}; ${facts.nearest === undefined ? `it has ${facts.names.join(", ")}` : `did you mean ${facts.nearest}?`}`,
  "connector-kind-incomplete": (facts: { kind: string; key: string }) =>
    `the kind ${facts.kind} must say its ${facts.key}`,
  "connector-kind-unknown": (facts: { kind: string; names: readonly string[]; nearest?: string }) =>
    `${facts.kind === "" ? "the kind of record must be named" : `there is no kind ${facts.kind}`}; ${facts.nearest === undefined ? `there are ${facts.names.join(", ")}` : `did you mean ${facts.nearest}?`}`,

  // ---- Rule language: reading
  "expression-empty": (_: object) => "an expression was expected here",
  "expression-too-long": (facts: { length: number; limit: number }) =>
    `an expression of ${facts.length} characters; at most ${facts.limit} are read. Name its parts under \`let\``,
  "expression-too-deep": (facts: { limit: number }) =>
    `an expression nested more than ${facts.limit} levels deep. Name its parts under \`let\``,
  "character-unknown": (facts: { found: string }) => `\`${facts.found}\` has no meaning in an expression`,
  "sign-foreign": (facts: { found: string; write: string }) =>
    `${facts.found} of other languages; here one writes ${facts.write}`,
  "sign-missing": (facts: { missing: string; found: string }) =>
    facts.found === ""
      ? `\`${facts.missing}\` is missing at the end`
      : `\`${facts.missing}\` is missing before \`${facts.found}\``,
  "text-open": (_: object) => "this text has no closing quote",
  "escape-unknown": (facts: { escape: string }) => `\`${facts.escape}\` is no escape; there are \\n, \\t, \\" and \\\\`,
  "value-missing": (facts: { found: string; after: string }) =>
    `a value is missing${facts.after === "" ? "" : ` after \`${facts.after}\``}${facts.found === "" ? "" : `; \`${facts.found}\` stands here`}`,
  "condition-first": (_: object) => "the value stands before its condition: value if condition else other",
  "name-missing": (_: object) => "the name of a field is missing after the dot",
  "test-missing": (_: object) => "`is` needs what to test for: present, absent, integer, decimal, date, email or iban",
  "test-unknown": (facts: { found: string; nearest: string | undefined }) =>
    `\`is ${facts.found}\` is no test; there are present, absent, integer, decimal, date, email and iban${didYouMean(facts.nearest)}`,
  "pattern-missing": (_: object) => '`matches` needs a quoted pattern, e.g. matches "^[0-9]+$"',
  "pattern-invalid": (facts: { problem: string }) => `the pattern cannot be read: ${facts.problem}`,
  "pattern-slow": (_: object) =>
    "this pattern repeats what is repeated already, so that some texts would take very long; write it with one repetition",
  "holes-unwanted": (_: object) => "a text that is compared arm by arm has no {holes}",
  "call-on-value": (facts: { name: string }) =>
    facts.name === ""
      ? "only a function can be called"
      : `values have no methods; write \`${facts.name}(…)\` with the value between the parentheses`,
  leftover: (facts: { found: string }) => `the expression is complete before \`${facts.found}\``,
  "hole-open": (_: object) => "this `{` is never closed; a brace as a character is written {{",
  "hole-empty": (_: object) => "there is nothing between the braces; a brace as a character is written {{ or }}",
  "brace-lonely": (_: object) => "this `}` closes nothing; a brace as a character is written }}",
  "each-unreadable": (facts: { found: string }) =>
    `\`${facts.found}\` was found; expected is a name and a list, e.g. \`row in rows\``,
  "need-unreadable": (facts: { found: string }) =>
    `\`${facts.found}\` was found; expected is a register and a record, e.g. \`customers for customer\``,
  "linked-unreadable": (_: object) =>
    "expected is `linked with` a record `in` a register, e.g. `linked with line.project in projects`",
  "lookup-unreadable": (facts: { found: string }) =>
    `\`${facts.found}\` is no look-up; expected is e.g. \`shop/country by .name == country\`, \`all shop/project by .isActive\`, \`linked with customer in customers\` or \`document finvoice\``,

  // ---- Rule language: names and words
  "name-unknown": (facts: { name: string; nearest: string | undefined }) =>
    `there is no \`${facts.name}\` here${didYouMean(facts.nearest)}`,
  "name-hides": (facts: { name: string }) =>
    `\`${facts.name}\` is the name of something else here already; choose another name`,
  "name-reserved": (facts: { name: string }) => `\`${facts.name}\` cannot be used as a name`,
  "function-unknown": (facts: { name: string; nearest: string | undefined }) =>
    `there is no function \`${facts.name}\`${didYouMean(facts.nearest)}`,
  "function-uncalled": (facts: { name: string; signature: string }) =>
    `\`${facts.name}\` is a function; it is written ${facts.signature}`,
  "word-unknown": (facts: { word: string; list: string; nearest: string | undefined }) =>
    `\`${facts.word}\` is not one of the words of ${facts.list}${didYouMean(facts.nearest)}`,
  "word-or-field": (facts: { word: string; list: string; field: string }) =>
    `\`${facts.word}\` is a word of ${facts.list}, and ${facts.field} has the same name`,
  "word-without-list": (facts: { word: string; expected: string; nearest: string | undefined }) =>
    `\`${facts.word}\` is neither a field nor a name here, and ${facts.expected} is expected${didYouMean(facts.nearest)}`,
  "field-unknown": (facts: { field: string; of: string; nearest: string | undefined }) =>
    `${facts.of} has no field \`${facts.field}\`${didYouMean(facts.nearest)}`,
  "field-of-list": (facts: { field: string; list: string }) =>
    `\`${facts.list}\` is a list; \`${facts.field}\` is a field of one of its records`,
  "field-of-value": (facts: { field: string; type: string }) =>
    `${facts.type} has no fields, so \`.${facts.field}\` says nothing`,
  "candidate-outside": (facts: { field: string }) =>
    `\`.${facts.field}\` is a field of the record looked for; here nothing is looked for`,
  "generator-outside": (_: object) =>
    "`… for name in list` stands between the parentheses of a function such as sum, first, any, count or list",
  "list-outside": (_: object) => "a list in brackets stands after `in` only; elsewhere it is written list(…)",

  // ---- Rule language: types
  "type-differs": (facts: { found: string; expected: string }) =>
    `this is ${facts.found}; expected is ${facts.expected}`,
  "branches-differ": (facts: { first: string; second: string }) =>
    `one case gives ${facts.first}, another ${facts.second}`,
  "else-missing": (_: object) => "`else` is missing: what holds when the condition does not?",
  "condition-number": (facts: { text: string }) =>
    `\`${facts.text}\` is a number, and a condition is true or false: 0 would be neither`,
  "condition-type": (facts: { found: string }) =>
    `this is ${facts.found}; a condition is true or false, or a test whether something is there`,
  "condition-always": (facts: { text: string }) => `\`${facts.text}\` is always there, so the condition always holds`,
  "condition-useless": (facts: { text: string; holds: boolean }) =>
    `\`${facts.text}\` is ${facts.holds ? "always" : "never"} true here`,
  "may-be-absent": (facts: { text: string; need: string }) =>
    `\`${facts.text}\` may be absent, and ${facts.need} needs it`,
  "order-may-fail": (facts: { text: string }) =>
    `\`${facts.text}\` may be absent; then the comparison fails and the record is refused`,
  "compare-types": (facts: { left: string; right: string }) => `${facts.left} and ${facts.right} are never equal`,
  "compare-chained": (_: object) => "comparisons do not chain; join them with `and`: a < b and b < c",
  "compare-nothing": (facts: { word: string }) => `nothing is equal to \`${facts.word}\``,
  "order-types": (facts: { left: string; right: string }) =>
    `${facts.left} and ${facts.right} have no order between them`,
  "in-needs-list": (facts: { found: string }) => `after \`in\` stands a list, and this is ${facts.found}`,
  "arithmetic-type": (facts: { found: string; op: string }) =>
    `\`${facts.op}\` counts with numbers, and this is ${facts.found}`,
  "text-plus": (_: object) => "`+` adds numbers; texts are joined otherwise",
  "money-and-number": (facts: { op: string }) => `\`${facts.op}\` stands between an amount of money and a plain number`,
  "money-and-money": (facts: { op: string }) => `\`${facts.op}\` has no meaning between two amounts of money`,
  "division-by-zero": (_: object) => "this divides by zero",
  "coalesce-useless": (facts: { text: string }) =>
    `\`${facts.text}\` is never absent, so what follows \`??\` is never used`,
  "match-type": (facts: { found: string }) =>
    `\`match\` distinguishes words, texts, numbers and true or false; this is ${facts.found}`,
  "match-missing": (facts: { missing: readonly string[]; subject: string }) =>
    `no arm for ${listed(facts.missing)} of \`${facts.subject}\``,
  "match-rest-missing": (facts: { found: string }) =>
    `${facts.found} has too many values to list; the last arm must be \`_ => …\``,
  "match-arm-twice": (facts: { pattern: string }) => `\`${facts.pattern}\` has an arm already; this one is never used`,
  "match-arm-unreachable": (facts: { pattern: string }) =>
    `the arm for \`${facts.pattern}\` is never used: the arms before it cover everything`,
  "matches-type": (facts: { found: string }) => `a pattern is matched against a text, and this is ${facts.found}`,
  "is-type": (facts: { what: string; found: string }) =>
    `\`is ${facts.what}\` asks about a text, and this is ${facts.found}`,
  "index-type": (facts: { found: string }) =>
    `a table is asked with a text, a word, a number or a record, and this is ${facts.found}`,
  "index-key": (facts: { expected: string; found: string }) =>
    `this table is asked with ${facts.expected}, and this is ${facts.found}`,
  "index-of-list": (facts: { list: string }) =>
    `\`${facts.list}\` is a list; its third entry is item(${facts.list}, 3), its first first(${facts.list})`,
  "index-of-value": (facts: { found: string }) => `brackets ask a table, and this is ${facts.found}`,
  "arguments-few": (facts: { signature: string; missing: string }) =>
    `\`${facts.missing}\` is missing: ${facts.signature}`,
  "arguments-many": (facts: { signature: string }) => `this is one argument too many: ${facts.signature}`,
  "argument-type": (facts: { function: string; parameter: string; expected: string; found: string }) =>
    `\`${facts.parameter}\` of ${facts.function} is ${facts.expected}, and this is ${facts.found}`,
  "position-of": (_: object) =>
    "position() counts the entries of an `each`, so it takes the name given there, e.g. position(row) below `each: row in rows`",
  "enum-without-list": (_: object) => "enum() makes a word of a text where a list of words is expected; here none is",
  "nothing-misplaced": (facts: { word: string }) =>
    `\`${facts.word}\` is a result, not a value to go on with; it stands alone or after \`else\`, \`if\` or \`=>\``,
  "date-impossible": (facts: { date: string }) => `there is no ${facts.date} in the calendar`,

  // ---- Rule language: look-ups
  "kind-unknown": (facts: { kind: string; nearest: string | undefined }) =>
    `there is no kind of record \`${facts.kind}\`${didYouMean(facts.nearest)}`,
  "register-unknown": (facts: { register: string; nearest: string | undefined }) =>
    `there is no register \`${facts.register}\`${didYouMean(facts.nearest)}`,
  "linked-other-kind": (facts: { register: string; between: readonly string[]; found: string }) =>
    `${facts.register} links ${facts.between.join(" with ")}, and this is ${facts.found}`,
  "linked-not-by-record": (facts: { register: string; key: string }) =>
    `${facts.register} tells its records apart by \`${facts.key}\`, so that none can be found by the id of a record`,
  "linked-backwards": (facts: { transfer: string; source: string }) =>
    `${facts.transfer} is a transfer: it finds what was made of a ${facts.source}, not the other way round`,
  "document-unknown": (facts: { document: string; nearest: string | undefined }) =>
    `there is no document \`${facts.document}\`${didYouMean(facts.nearest)}`,
  "lookup-condition": (_: object) =>
    "a look-up asks for fields that equal something, joined with `and`: by .name == country and .isActive",
  "lookup-all-by-id": (_: object) => "one id gives one record; leave out `all`, or ask for a field: by .name == …",

  // ---- connectors
  "connector-key-unknown": (facts: { key: string; where: string; nearest: string | undefined }) =>
    `"${facts.key}" is not a key of ${facts.where}${facts.nearest === undefined ? "" : `; did you mean "${facts.nearest}"?`}`,
  "connector-key-missing": (facts: { key: string; where: string }) => `${facts.where} lacks "${facts.key}"`,
  "connector-value": (facts: { what: string; expected: string; found: string }) =>
    `${facts.what} is ${facts.found}; expected is ${facts.expected}`,
  "connector-name-unknown": (facts: { what: string; name: string; nearest: string | undefined }) =>
    `there is no ${facts.what} "${facts.name}"${facts.nearest === undefined ? "" : `; did you mean "${facts.nearest}"?`}`,

  "json-syntax": (facts: { problem: string }) => facts.problem,

  // ---- tests of mappings
  "test-flow-unknown": (facts: { flow: string; known: readonly string[] }) =>
    `there is no flow "${facts.flow}"; there are ${facts.known.join(", ")}`,
  "test-kind-unknown": (facts: { kind: string }) => `the integration has no record kind "${facts.kind}"`,
  "test-name-twice": (facts: { name: string }) =>
    `"${facts.name}" names another record already; a name stands for one record of the file`,
  "test-record-unknown": (facts: { name: string; known: readonly string[] }) =>
    `no record of this file is called "${facts.name}"`,
  "test-reference-unknown": (facts: { name: string; kind: string }) =>
    `no ${facts.kind} of this file is called "${facts.name}"`,
  "test-record-without-id": (facts: { name: string; id: string }) =>
    `"${facts.name}" is referred to and needs its "${facts.id}"`,
  "test-field-unknown": (facts: { field: string; record: string }) => `${facts.record} has no field "${facts.field}"`,
  "test-row-missing": (facts: { problem: string }) => facts.problem,
  "test-row-length": (facts: { found: number; vary: number; expect: number }) =>
    `the row has ${facts.found} cells; ${facts.vary} of "vary" and ${facts.expect} of "expect" are wanted`,
  "test-path-unknown": (facts: { path: string; kind: string }) =>
    `${facts.kind} has no field "${facts.path}" that can be written`,

  // ---- the workspace file
  "workspace-store-kind": (facts: { found: string }) =>
    `"store" is the path of a SQLite file; a database behind ${facts.found}: is not supported yet`,
  "workspace-mail-server": (facts: { found: string }) =>
    `"server" must be an address such as smtp://mail.example.fi:587, without user and password, not "${facts.found}"`,
  "workspace-secret-in-plain": (facts: { name: string }) =>
    `"${facts.name}" is secret and stands here in plain text; write { env: NAME } or { file: path } instead`,
  "workspace-secret-missing": (facts: { problem: string }) => facts.problem,
  "workspace-timezone": (facts: { found: string }) =>
    `there is no time zone "${facts.found}"; one is named like Europe/Helsinki`,
  "workspace-connection-unknown": (facts: { name: string; known: readonly string[] }) =>
    `there is no connection "${facts.name}"${facts.known.length === 0 ? "; the workspace has none" : `; there are ${facts.known.join(", ")}`}`,
  "workspace-connector-unknown": (facts: { name: string; known: readonly string[] }) =>
    `there is no connector "${facts.name}"; there are ${facts.known.join(", ")}`,
  "workspace-login-unknown": (facts: { name: string; connector: string; known: readonly string[] }) =>
    `${facts.connector} has no login "${facts.name}"; it has ${facts.known.join(", ")}`,
  "workspace-credential-missing": (facts: { name: string; connection: string; title: string }) =>
    `the connection ${facts.connection} needs "${facts.name}" among its credentials (${facts.title})`,
  "workspace-credential-unknown": (facts: { name: string; connector: string; known: readonly string[] }) =>
    `${facts.connector} asks for no "${facts.name}"; it asks for ${facts.known.join(", ")}`,
  "workspace-integration-unknown": (facts: { name: string; known: readonly string[] }) =>
    `there is no integration "${facts.name}"; there are ${facts.known.join(", ")}`,
  "workspace-side-missing": (facts: { side: string; integration: string }) =>
    `${facts.integration} needs a connection for its side "${facts.side}"`,
  "workspace-side-unknown": (facts: { side: string; integration: string; known: readonly string[] }) =>
    `${facts.integration} has no side "${facts.side}"; it has ${facts.known.join(", ")}`,
  "workspace-side-connector": (facts: { side: string; connection: string; expected: string; found: string }) =>
    `"${facts.side}" is ${facts.expected}, and the connection ${facts.connection} leads to ${facts.found}`,
  "workspace-setting": (facts: { title: string; path: string; problem: string }) =>
    `the setting "${facts.title}" (${facts.path}) ${facts.problem}`,

  // ---- Mapping files
  "integration-missing": (_: object) =>
    "none of these files is the integration's own: one must begin with `integration:`",
  "integration-file-missing": (facts: { folder: string }) =>
    `the folder ${facts.folder} has no integration.yaml, so none of its files is read`,
  "file-kind": (facts: { kinds: readonly string[] }) =>
    `nothing here says what kind of file this is; it needs one of the keys ${facts.kinds.join(", ")}`,
  "key-unknown": (facts: { key: string; what: string; known: readonly string[] }) =>
    `"${facts.key}" is not a key of ${facts.what}`,
  "key-missing": (facts: { key: string; what: string }) => `${facts.what} needs "${facts.key}"`,
  "shape-wrong": (facts: { what: string; expected: string; found: string }) =>
    `${facts.what} is ${facts.expected}, but ${facts.found} was found`,
  "mapping-value-missing": (facts: { what: string }) => `nothing stands here; ${facts.what} needs a value`,
  "option-unknown": (facts: { word: string; what: string; known: readonly string[] }) =>
    `"${facts.word}" is not possible for ${facts.what}; there are ${facts.known.join(", ")}`,
  "kind-shape": (facts: { text: string }) =>
    `"${facts.text}" names no kind of record; one is written system/kind, e.g. shop/invoice`,
  "side-unknown": (facts: { side: string; known: readonly string[] }) =>
    `the integration has no system "${facts.side}"; ${facts.known.length === 0 ? "it names none" : `there are ${facts.known.join(", ")}`}`,
  "connector-unknown": (facts: { connector: string }) => `there is no connector "${facts.connector}"`,
  "kind-cannot": (facts: { kind: string; verb: string }) => `${facts.kind} has no call to ${facts.verb} records`,
  "action-unknown": (facts: { action: string; kind: string; known: readonly string[] }) =>
    `${facts.kind} has no action "${facts.action}"${facts.known.length === 0 ? "" : `; there are ${facts.known.join(", ")}`}`,
  "country-code": (facts: { found: string }) =>
    `"${facts.found}" is no country; one is written with two capital letters, e.g. FI`,
  "flow-name": (facts: { found: string }) =>
    `"${facts.found}" cannot be a name; names are small letters, digits and hyphens, e.g. sales-invoices`,
  "flow-file-name": (facts: { name: string; file: string }) =>
    `${facts.name} stands in ${facts.file}; people look for it in ${facts.name}.yaml`,
  "flow-twice": (facts: { name: string }) => `another file is called ${facts.name} too`,
  "flow-unknown": (facts: { name: string; nearest: string | undefined }) =>
    `there is no flow \`${facts.name}\`${didYouMean(facts.nearest)}`,
  "flow-is-document": (facts: { name: string }) => `${facts.name} is a document and does not run by itself`,
  "flow-when-needed": (facts: { name: string }) =>
    `${facts.name} runs only when a document needs it (\`run: when needed\`), so it is not listed`,
  "flow-listed-twice": (facts: { name: string }) => `${facts.name} is listed twice`,
  "flow-unlisted": (facts: { name: string }) =>
    `${facts.name} never runs: it is not under \`flows\` of the integration, and does not say \`run: when needed\``,
  "register-unneeded": (facts: { register: string }) =>
    `${facts.register} runs when it is needed, but nothing needs it`,
  "transfer-unknown": (facts: { transfer: string; known: readonly string[] }) =>
    `there is no transfer "${facts.transfer}"${facts.known.length === 0 ? "" : `; there are ${facts.known.join(", ")}`}`,
  "follow-not-by-record": (facts: { transfer: string; kind: string; key: "each" | "once for" }) =>
    `${facts.transfer} ${facts.key === "each" ? `may make several documents of one ${facts.kind}` : "tells its documents apart"} (\`${facts.key}\`); a follow finds a document by the id of its ${facts.kind} alone`,
  "follow-other-source": (facts: { transfer: string; kind: string; first: string }) =>
    `${facts.transfer} carries ${facts.kind}, the first one ${facts.first}; one file follows documents of one kind`,
  "name-twice": (facts: { name: string }) => `\`${facts.name}\` is defined twice`,
  "name-unused": (facts: { name: string; where: string }) =>
    facts.where === "with" ? `nothing uses the look-up \`${facts.name}\`` : `nothing uses \`${facts.name}\``,
  "definition-cycle": (facts: { names: readonly string[] }) => `these need each other: ${facts.names.join(" -> ")}`,
  "computed-hides": (facts: { field: string; kind: string }) => `${facts.kind} has a field ${facts.field} of its own`,
  "computed-cycle": (facts: { field: string }) => `${facts.field} needs itself`,
  "condition-quoted": (facts: { what: string }) =>
    `quotes mean text; ${facts.what} is a condition and stands without them`,
  "need-not-record": (facts: { register: string }) =>
    `the register ${facts.register} is asked for a record, and this is none`,
  "need-of-itself": (facts: { registers: readonly string[] }) =>
    `this is the record that ${facts.registers[0]} is about, so it would wait for itself: ${facts.registers.join(" -> ")}`,
  "need-other-kind": (facts: { register: string; wanted: readonly string[]; found: string }) =>
    `the register ${facts.register} is about ${facts.wanted.join(" and ")}, and this is a ${facts.found}`,
  "refuse-without-say": (_: object) => "a refusal must say why: add `say` with the code of a message",
  "facts-without-say": (_: object) => "`facts` fill the holes of a message; add `say` with its code",
  "message-twice": (facts: { code: string }) => `the message ${facts.code} stands here already`,
  "message-hole": (facts: { hole: string }) =>
    `\`${facts.hole}\` is no hole: between braces stands the name of a fact; a brace as a character is written {{ or }}`,
  "message-unknown": (facts: { code: string; nearest: string | undefined }) =>
    `there is no message \`${facts.code}\`${didYouMean(facts.nearest)}`,
  "message-fact-missing": (facts: { code: string; fact: string }) =>
    `the message ${facts.code} needs the fact \`${facts.fact}\``,
  "message-fact-unused": (facts: { code: string; fact: string; nearest: string | undefined }) =>
    `the message ${facts.code} has no hole for \`${facts.fact}\`${didYouMean(facts.nearest)}`,
  "message-unused": (facts: { code: string }) => `nothing says ${facts.code}`,
  "table-file-missing": (facts: { file: string }) => `there is no file ${facts.file} beside the mapping`,
  "table-column-missing": (facts: { column: string; file: string; known: readonly string[] }) =>
    `${facts.file} has no column "${facts.column}"; it has ${facts.known.join(", ")}`,
  "table-key-twice": (facts: { key: string }) => `the key "${facts.key}" stands twice in this table`,
  "table-file-empty": (facts: { file: string }) =>
    `${facts.file} is empty; its first line names the columns, e.g. code,name`,
  "table-row-short": (facts: { found: number; expected: number }) =>
    `this line has ${facts.found === 1 ? "1 value" : `${facts.found} values`}; the first line names ${facts.expected} columns`,
  "table-quote-open": (_: object) => "the quote that begins here is never closed",
  "setting-kinds": (facts: { kinds: readonly string[] }) =>
    `a setting is one of these, not several: ${facts.kinds.join(", ")}`,
  "setting-default": (facts: { value: string; expected: string }) =>
    `"${facts.value}" cannot be the default; expected is ${facts.expected}`,
  "setting-required-default": (_: object) => "with a default, nobody has to fill it in; leave out `required`",
  "setting-unused": (facts: { setting: string }) => `nothing reads ${facts.setting}`,
  "check-empty": (_: object) => "a check says either `must`, a condition, or `flags`, a table",
  "flags-count": (facts: { flags: number; found: number }) =>
    `${facts.flags} flags are named; here ${facts.found === 1 ? "is 1 value" : `are ${facts.found} values`}`,

  "lookup-under-let": (facts: { name: string }) =>
    `this looks records up; \`${facts.name}\` belongs under \`with\`, where each look-up is a call that one sees`,

  // ---- Mapping files: fields of the target
  "cell-empty": (facts: { path: string }) =>
    `nothing says what goes to ${facts.path}; add \`value\`, \`fields\`, \`each\` or \`ignore\``,
  "cell-twice-valued": (facts: { keys: readonly string[] }) =>
    `a cell has one of these, not several: ${facts.keys.join(", ")}`,
  "fields-of-no-record": (facts: { path: string }) => `${facts.path} is no record, so it has no fields`,
  "each-into-no-list": (facts: { path: string }) => `${facts.path} is no list; it takes one value`,
  "each-of-no-list": (facts: { found: string }) => `after \`in\` stands a list, and this is ${facts.found}`,
  "each-without-entry": (facts: { path: string }) =>
    `nothing says what an entry of ${facts.path} is; add \`fields\` or \`value\``,
  "limit-above-schema": (facts: { limit: number; schema: number; path: string }) =>
    `${facts.path} takes ${facts.schema} characters, so a limit of ${facts.limit} is none`,
  "limit-of-no-text": (facts: { path: string }) => `${facts.path} gets no text, so a limit has no meaning`,
  "text-may-be-long": (facts: { path: string; limit: number; longest?: number }) =>
    `this text may be longer${facts.longest === undefined ? "" : ` (${facts.longest})`} than the ${facts.limit} characters of ${facts.path}`,
  "target-required": (facts: { field: string; record: string }) =>
    `${facts.record} requires ${facts.field}, and nothing fills it`,
  "target-twice": (facts: { field: string }) => `${facts.field} is filled twice`,
  "field-read-only": (facts: { field: string; record: string }) => `${facts.field} of ${facts.record} can only be read`,
  "cell-cycle": (facts: { fields: readonly string[] }) => `these fields need each other: ${facts.fields.join(" -> ")}`,
  "asked-not-filled": (facts: { field: string; record: string }) =>
    `${facts.field} of ${facts.record} is not filled here, so it is always absent`,
  "recognise-not-filled": (facts: { field: string; nearest: string | undefined }) =>
    `\`${facts.field}\` is not filled here, so nothing can be found by it${didYouMean(facts.nearest)}`,
  "recognise-missing": (facts: { transfer: string }) =>
    `after a crash nobody can tell whether a document of ${facts.transfer} was made; name the fields that find it: \`recognise by\``,
  "register-without-link": (facts: { register: string }) =>
    `nothing links the records of ${facts.register}: mark the fields that must be equal with \`link: true\`, or say \`match\``,
  "register-links-twice": (facts: { register: string }) =>
    `${facts.register} has \`match: link\` and fields with \`link: true\`; keep one of them`,
  "source-unread": (facts: { flow: string; kind: string; fields: readonly string[] }) =>
    `${facts.flow} reads nothing of these fields of ${facts.kind}: ${facts.fields.join(", ")}`,
  "jsonata-used": (_: object) => "JSONata is not checked; a rule of our own language would be",
  "step-verb": (facts: { verbs: readonly string[]; found: readonly string[] }) =>
    facts.found.length > 1
      ? `a step does one thing, not ${facts.found.join(" and ")}`
      : `a step says what it does: ${facts.verbs.join(", ")}`,
  "rule-without-effect": (_: object) => "this rule does nothing; add `write back`, `do`, `say` or `last`",

  // ---- Mapping files: two-way registers
  "between-two": (facts: { found: number }) =>
    `a register stands between two systems; ${facts.found === 1 ? "1 is named" : `${facts.found} are named`}`,
  "part-not-record": (facts: { part: string }) =>
    `the part ${facts.part} must be a record of its side, e.g. first(a for a in …)`,
  "route-missing": (facts: { side: string }) =>
    `${facts.side} has several registers; \`route\` must say which of them gets a new item`,
  "row-empty": (facts: { sides: readonly string[] }) => `a row names a field of ${facts.sides.join(" and of ")}`,
  "row-one-column": (facts: { name: string }) =>
    `this row has one column, so it must say what goes there: \`to ${facts.name}\``,
  "row-to-without-column": (facts: { name: string }) =>
    `\`to ${facts.name}\` has no column: name the field of ${facts.name}`,
  "row-conversions": (facts: { keys: readonly string[] }) =>
    `a row converts in one way, not by ${facts.keys.join(" and ")}`,
  "row-types": (facts: { from: string; fromType: string; into: string; intoType: string }) =>
    `${facts.from} is ${facts.fromType} and ${facts.into} is ${facts.intoType}; say how one becomes the other with \`as\`, \`pairs\`, \`through\` or \`to\``,
  "row-lines": (_: object) => "several fields take one text only with `as: lines`",
  "as-no-reference": (facts: { as: string }) =>
    `\`as: ${facts.as}\` takes a field of a referred record, and neither side refers to one`,
  "as-type": (facts: { as: string; wants: string; found: string }) =>
    `\`as: ${facts.as}\` is for ${facts.wants}, and this is ${facts.found}`,
  "pair-twice": (facts: { word: string }) => `${facts.word} stands in another pair already`,
  "pairs-missing": (facts: { field: string; missing: readonly string[] }) =>
    `${facts.field} may also be ${listed(facts.missing)}, for which there is no pair`,
} as const;

export type Code = keyof typeof messages;
export type FactsOf<C extends Code> = Parameters<(typeof messages)[C]>[0];

function didYouMean(nearest: string | undefined): string {
  return nearest === undefined ? "" : `. Did you mean \`${nearest}\`?`;
}

function listed(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(", ");
}
