import assert from "node:assert/strict";
import fc from "fast-check";
import { api } from "../../src/admin/schemas/api.ts";
import type { Endpoint } from "../../src/admin/schemas/table/endpoint.ts";
import type { Client } from "./client.ts";
import { addressOf } from "./client.ts";
import { largest } from "./largest-bodies.ts";
import { CALL, rightParts } from "./parts-of.ts";
import { MONDAY, Rig } from "./rig.ts";

/** A JSON schema as far as the document uses it. */
interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Names and ids that are there, so that not every question ends at the first check. */
const there = [
  "amelie",
  "karim",
  "jour",
  "nuit",
  "line-1",
  CALL,
  "2026-11-23",
  "0639980001",
  "09:00",
  "24:00",
  "2",
  "",
];

/** What a schema allows; now and then what it does not. */
function anything(schema: Schema): fc.Arbitrary<unknown> {
  const wrong = fc.oneof(
    fc.constantFrom(null, -1, 1e308, "", "\u0000", "../..", [], {}),
    fc.string({ unit: "binary" }),
  );
  return fc.oneof({ weight: 12, arbitrary: right(schema) }, { weight: 1, arbitrary: wrong });
}

function right(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return fc.oneof(...either.map(anything));
  switch (schema.type) {
    case "integer":
    case "number": {
      const [min, max] = [schema.minimum ?? -1e6, schema.maximum ?? 1e13].map(Math.round) as [number, number];
      return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max, Math.min(max, MONDAY)));
    }
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(anything(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, (schema.minItems ?? 0) + 3),
      });
    case "object": {
      const properties = Object.entries(schema.properties ?? {}).map(([name, each]) => [name, anything(each)] as const);
      return fc.record(Object.fromEntries(properties), { requiredKeys: [...(schema.required ?? [])] });
    }
    case "string":
      return text(schema);
    default:
      return fc.jsonValue();
  }
}

function text({ format, pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  const known = fc.constantFrom(...there);
  const any = fc.string({ unit: "binary", minLength: Math.min(minLength, 20), maxLength: Math.min(maxLength, 60) });
  if (format === "date")
    return fc.oneof(
      fc
        .date({ min: new Date("0001-01-01"), max: new Date("9999-01-01"), noInvalidDate: true })
        .map((d) => d.toISOString().slice(0, 10)),
      known,
    );
  if (pattern?.includes("24:00")) return fc.constantFrom("00:00", "09:00", "12:30", "24:00", "25:00");
  if (format === "email") return fc.constantFrom("a@example.org", "nobody@example.org", "x");
  return fc.oneof({ weight: 3, arbitrary: known }, any);
}

const methods = ["get", "post", "put", "patch", "delete"];
/** Ends of their own kind: a stream that does not end, one's own session. */
const notThese = ["events", "signOut", "signOutUser", "changePassword"];

describe("the OpenAPI document", () => {
  let rig: Rig;
  let boss: Client;
  let operations: (readonly [path: string, method: string, Operation])[];
  before(async () => {
    rig = await Rig.open();
    boss = await rig.boss();
    await rig.call(CALL, MONDAY, {}, new Int16Array(800).fill(1000));
    const document = (await boss.ask("openapi", {})) as unknown as Document;
    assert.equal(document.openapi, "3.1.0");
    operations = Object.entries(document.paths).flatMap(([path, each]) =>
      Object.entries(each).flatMap(([method, operation]) =>
        methods.includes(method) ? [[path, method, operation] as const] : [],
      ),
    );
  });
  after(() => rig.close());

  it("describes every address, each once", () => {
    assert.equal(new Set(operations.map(([, , { operationId }]) => operationId)).size, operations.length);
    assert.ok(operations.length > 60);
  });

  it("refuses or answers each address at the largest that it takes, and the box goes on (R11)", async () => {
    for (const [operation, parts] of await largest(boss)) {
      const { method, path } = addressOf(operation, parts);
      const { type, bytes, body } = parts as {
        readonly type?: string;
        readonly bytes?: Buffer;
        readonly body?: unknown;
      };
      const headers = { "content-type": type ?? "", "x-csrf": boss.csrf ?? "" };
      const reply = bytes
        ? await boss.send(method, path, { headers, body: bytes })
        : await boss.json(method, path, body);
      assert.ok(reply.status < 500, `${operation}: ${reply.status} ${reply.text.slice(0, 200)}`);
      if (reply.status !== 200) assert.match((JSON.parse(reply.text) as { sentence: string }).sentence, /\p{L}{3}/u);
    }
    assert.equal(rig.log.count("admin.failed"), 0);
  });

  it("refuses what is more than that, unread, with a sentence (R11)", async () => {
    for (const operation of Object.keys(api) as (keyof typeof api)[]) {
      const { method, largest: most = 256 * 1024, takes = "application/json" }: Endpoint = api[operation];
      if (method === "GET") continue;
      const { path } = addressOf(operation, rightParts[operation]);
      const headers = { "content-type": takes, "x-csrf": boss.csrf ?? "" };
      const reply = await boss.send(method, path, { headers, body: Buffer.alloc(most + 1, " ") }).catch(() => null);
      // The connection may be gone before all of it is sent.
      if (!reply) continue;
      assert.ok(reply.status === 413 || reply.status === 429, `${operation}: ${reply.status}`);
      assert.match((JSON.parse(reply.text) as { sentence: string }).sentence, /\p{L}{3}/u);
    }
    assert.equal((await boss.ask("session", {})).user?.name, "Chef");
  });

  it("refuses bodies that are made to hurt whoever reads them (R11)", async () => {
    const deep = `${"[".repeat(120_000)}${"]".repeat(120_000)}`;
    const bodies = [
      `{"week":"2026-11-23","save":[{"kind":"rota","entry":${deep}}],"remove":[]}`,
      '{"week":"2026-11-23","save":[],"remove":[],"__proto__":{"admin":true}}',
      '{"week":"2026-11-23","save":[],"constructor":{"prototype":{"admin":true}}}',
      `{"week":"${"9".repeat(200_000)}"}`,
      "\u0000",
      '"',
    ];
    const headers = { "content-type": "application/json", "x-csrf": boss.csrf ?? "" };
    for (const body of bodies) {
      const reply = await boss.send("POST", "/api/coverage", { headers, body });
      assert.equal(reply.status, 400, body.slice(0, 60));
      assert.match((JSON.parse(reply.text) as { sentence: string }).sentence, /\p{L}{3}/u);
    }
  });

  it("answers others while five hundred rules are looked at (R11)", async () => {
    const [[operation, parts] = ["coverageDraft", {}] as const] = await largest(boss);
    const order: string[] = [];
    const heavy = boss.raw(operation, parts as never).then(({ status }) => order.push(`coverage ${status}`));
    while (order.length === 0) {
      await boss.raw("health", {});
      order.push("health");
    }
    await heavy;
    assert.deepEqual(order, ["health", "coverage 200"]);
  });

  it("allows nothing that the server can't answer", async () => {
    const answered = new Set<string>();
    // Twice, so that what was saved in the first round is read in the second.
    for (const [path, method, operation] of [...operations, ...operations]) {
      if (notThese.includes(operation.operationId)) continue;
      const runs = /sign|setUp|User|Recording|preview/.test(operation.operationId) ? 2 : 6;
      await fc.assert(
        fc.asyncProperty(questions(path, operation), async ({ address, body }) => {
          // Who asks must not take their own account away.
          fc.pre(!address.startsWith("/api/users/1?"));
          const json = body === undefined ? undefined : JSON.stringify(body);
          const reply = await boss.send(method.toUpperCase(), address, {
            headers: { ...(json !== undefined && { "content-type": "application/json" }), "x-csrf": boss.csrf ?? "" },
            body: json,
          });
          if (reply.status === 200) answered.add(operation.operationId);
          const what = `${method} ${address} ${json ?? ""}: ${reply.status} ${reply.text}`;
          assert.ok(reply.status < 500 || operation.operationId === "testMail", what);
          assert.notEqual(reply.status, 401 + Number(operation.operationId === "signIn") * 99, what);
        }),
        { numRuns: runs },
      );
    }
    // Not all of them were refused at the door.
    assert.ok(answered.size > 20, [...answered].join(" "));
    assert.equal(rig.log.count("admin.failed"), 0);
    assert.equal((await boss.ask("session", {})).user?.name, "Chef");
  });
});

function questions(path: string, { parameters = [], requestBody }: Operation) {
  const body = requestBody?.content["application/json"]?.schema;
  const values = fc.record(Object.fromEntries(parameters.map(({ name, schema }) => [name, anything(schema)])), {
    requiredKeys: parameters.filter((each) => each.required).map(({ name }) => name),
  });
  return fc.record({ values, body: body ? anything(body) : fc.constant(undefined) }).map(({ values, body }) => {
    const query = new URLSearchParams();
    let address = path;
    for (const each of parameters) {
      const value: unknown = (each.name === "key" && keyIn(body)) || values[each.name];
      const shown = typeof value === "string" ? Buffer.from(value).toString() : JSON.stringify(value ?? "");
      if (each.in === "path") address = address.replace(`{${each.name}}`, encodeURIComponent(shown) || "x");
      else if (each.in === "query" && value !== undefined) query.set(each.name, shown);
    }
    return { address: `${address}?${query}`, body };
  });
}

/** Entries are saved under their own key: any other is refused before it is looked at. */
function keyIn(body: unknown): unknown {
  const { entry } = (body ?? {}) as { readonly entry?: unknown };
  if (typeof entry === "string") return entry;
  const { id, number, key } = (entry ?? {}) as Readonly<Record<"id" | "number" | "key", unknown>>;
  return id ?? number ?? key;
}
