import assert from "node:assert/strict";
import type { At, Method, Parts, Path, Rest } from "../../src/page/lib/question.ts";
import { addressOf } from "../../src/page/lib/question.ts";

/** As the page's client takes it; only what it is called with matters. */
const ask = <M extends Method, P extends Path<M>>(_method: M, path: P, ...[parts]: Rest<At<M, P>>): string =>
  addressOf(path, parts as object);

describe("a question of the page", () => {
  it("is written as the table of addresses has it", () => {
    assert.equal(ask("GET", "messages/:id", { params: { id: "a b/c" } }), "/api/messages/a%20b%2Fc");
    assert.equal(
      ask("GET", "calls", { query: { search: "+33 1", limit: 5, outcome: "" } }),
      "/api/calls?search=%2B33+1&limit=5",
    );
    assert.equal(ask("GET", "calls"), "/api/calls");
    assert.equal(ask("PUT", "absence", { body: { until: 12 } }), "/api/absence");
    const list: "people" | "callers" = "people";
    assert.equal(
      ask("GET", "sheets/:list", { params: { list }, query: { model: true } }),
      "/api/sheets/people?model=true",
    );
  });

  it("does not compile where the table has no such thing", () => {
    // @ts-expect-error: no such address
    ask("GET", "mesages");
    // @ts-expect-error: there, but not to be asked in this way
    ask("DELETE", "calls");
    // @ts-expect-error: without its parameter
    ask("GET", "messages/:id");
    // @ts-expect-error: a parameter of another name
    ask("GET", "messages/:id", { params: { key: "x" } });
    // @ts-expect-error: a body of another shape
    ask("PUT", "absence", { body: { till: 12 } });
    // @ts-expect-error: nothing is searched for by that
    ask("GET", "calls", { query: { find: "x" } });
    // @ts-expect-error: a sound is no JSON
    const sound: Parts<"saveRecording">["body"] = { text: "x" };
    assert.ok(sound);
  });
});
