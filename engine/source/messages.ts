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
    `\`${facts.found}\` is no look-up; expected is e.g. \`severa/country by .name == country\`, \`all severa/project by .isActive\`, \`linked with customer in customers\` or \`document finvoice\``,

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
    `there are no records \`${facts.kind}\`${didYouMean(facts.nearest)}`,
  "register-unknown": (facts: { register: string; nearest: string | undefined }) =>
    `there is no register \`${facts.register}\`${didYouMean(facts.nearest)}`,
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

  // ---- the workspace file
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
} as const;

export type Code = keyof typeof messages;
export type FactsOf<C extends Code> = Parameters<(typeof messages)[C]>[0];

function didYouMean(nearest: string | undefined): string {
  return nearest === undefined ? "" : `. Did you mean \`${nearest}\`?`;
}

function listed(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(", ");
}
