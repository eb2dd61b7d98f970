import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { api, type Operation } from "../../src/admin/schemas/api.ts";
import type { Endpoint } from "../../src/admin/schemas/table/endpoint.ts";
import { isLocal, isOurs } from "../../src/admin/server/addresses.ts";
import { addressOf, type Client } from "./client.ts";
import { rightParts } from "./parts-of.ts";
import { PASSWORD, Rig } from "./rig.ts";
import { withBoss } from "./with-boss.ts";

const operations = Object.keys(api) as Operation[];
const endpoint = (operation: Operation): Endpoint => api[operation];

describe("who may ask what", () => {
  const { rig, boss } = withBoss();

  async function statusOf(client: Client, operation: Operation, headers = {}): Promise<string> {
    const parts = rightParts[operation];
    const { method, path } = addressOf(operation, parts);
    const body = parts.body === undefined ? undefined : JSON.stringify(parts.body);
    const response = await client.open(method, path, {
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(client.csrf !== null && { "x-csrf": client.csrf }),
        ...headers,
      },
      body,
    });
    if (operation === "events" && response.statusCode === 200) response.destroy();
    const chunks: Buffer[] = [];
    if (!response.destroyed) for await (const chunk of response) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const code = text.startsWith("{") ? ((JSON.parse(text) as { code?: string }).code ?? "") : "";
    return `${response.statusCode} ${code}`.trim();
  }

  it("answers nothing without a session but what is open to everyone", async () => {
    for (const operation of operations) {
      const answer = await statusOf(rig.client(), operation);
      if (endpoint(operation).may === "everyone") assert.notEqual(answer.slice(0, 3), "401", operation);
      else assert.equal(answer, "401 admin.signed-out", operation);
    }
    const open = operations.filter((operation) => endpoint(operation).may === "everyone");
    assert.deepEqual(open, [
      "health",
      "setup",
      "setUp",
      "session",
      "signIn",
      "callBack",
      "acceptCallBack",
      "closeCallBack",
      "takeUpLink",
      "takeUpByLink",
      "afterCall",
      "sayAfterCall",
    ]);
  });

  /** What these ask tells who called: an auditor has it on the days of the audit alone. */
  const hidden: readonly string[] = ["plan", "messages", "calls", "callsCsv", "messageAudio", "sheet"];

  it("lets each role do what its table says and nothing else", async () => {
    // Signing out last: it would end the session that the others need.
    const others = operations.filter(
      (operation) => !["signOut", "changePassword", "setUp", "signIn"].includes(operation),
    );
    for (const role of ["reception", "auditor"] as const) {
      const client = await rig.as(role, boss);
      for (const operation of others) {
        const { may } = endpoint(operation);
        const answer = await statusOf(client, operation);
        if (role === "auditor" && /callers-hidden/.test(answer)) assert.ok(hidden.includes(operation), operation);
        else if (may === "everyone" || may.includes(role))
          assert.doesNotMatch(answer, /^(401|403|5)/, `${role} ${operation} ${answer}`);
        else assert.equal(answer, "403 admin.not-yours", `${role} ${operation}`);
      }
    }
  });

  it("lets an auditor change nothing", () => {
    const reads = ["checkText", "checkClosure", "coverageDraft", "signOut", "changePassword", "changeLanguage"];
    for (const operation of operations) {
      const { may, method } = endpoint(operation);
      if (method === "GET" || may === "everyone" || !may.includes("auditor")) continue;
      assert.ok(reads.includes(operation), operation);
    }
  });

  it("refuses every change without the token of the session, or with that of another", async () => {
    const other = await rig.boss();
    for (const operation of operations) {
      const { may, method } = endpoint(operation);
      if (method === "GET" || may === "everyone") continue;
      for (const token of ["", "x", other.csrf ?? ""])
        assert.equal(await statusOf(boss, operation, { "x-csrf": token }), "403 admin.no-token", operation);
    }
    assert.equal((await boss.ask("office", {})).office.callers.length, 1);
  });

  it("refuses what another site has a browser ask, token or not", async () => {
    const elsewhere = [
      { origin: "http://evil.example" },
      { origin: "null" },
      { origin: `${boss.origin}.evil.example` },
      { origin: boss.origin.replace(/\d+$/, "1") },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ];
    for (const headers of elsewhere)
      for (const operation of ["absenceOn", "signIn", "setUp"] as const)
        assert.equal(await statusOf(boss, operation, headers), "403 admin.elsewhere", JSON.stringify(headers));
    const own = { origin: boss.origin, "sec-fetch-site": "same-origin" };
    assert.equal(await statusOf(boss, "absenceOn", own), "200");
  });

  it("takes no form of another site for JSON", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
      const body = JSON.stringify({ name: "Chef", password: PASSWORD });
      const reply = await rig.client().send("POST", "/api/session", { headers: { "content-type": type }, body });
      assert.ok(reply.status === 415 || reply.status === 400, `${type}: ${reply.status}`);
      assert.equal(reply.headers["set-cookie"], undefined);
    }
  });

  it("does not answer to a name that somebody else points here", async () => {
    const host = (name: string) => boss.send("GET", "/api/health", { headers: { host: name } });
    assert.equal((await host("evil.example")).status, 421);
    assert.equal((await host("permanence.local:8080")).status, 200);
    assert.equal((await host("192.168.1.7")).status, 200);
  });

  it("makes no cookie of its own useful: wrong ones are nobody's", async () => {
    for (const cookie of ["x", "a".repeat(43), `${boss.cookie}x`, "%00", "' OR 1=1 --"]) {
      const client = rig.client();
      client.cookie = cookie;
      assert.equal((await client.refused("today", { query: {} })).is, "401 admin.signed-out");
    }
  });

  it("sends headers that let nothing of a third party in", async () => {
    for (const path of ["/api/health", "/api/today", "/nowhere"]) {
      const { headers } = await boss.send("GET", path);
      const policy = String(headers["content-security-policy"]);
      assert.match(policy, /default-src 'none'/);
      assert.doesNotMatch(policy, /unsafe|https?:|\*/);
      assert.equal(headers["x-content-type-options"], "nosniff");
      assert.match(String(headers["x-frame-options"]), /DENY|SAMEORIGIN/);
      assert.equal(headers["referrer-policy"], "no-referrer");
      if (path.startsWith("/api")) assert.equal(headers["cache-control"], "no-store");
    }
  });

  it("limits how much one address may ask", async () => {
    const small = await Rig.open({ perMinute: 5 });
    try {
      const client = small.client();
      const statuses = [];
      for (let n = 0; n < 7; n++) statuses.push((await client.raw("health", {})).status);
      assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429, 429]);
      assert.equal((await client.refused("health", {})).is, "429 admin.too-many");
    } finally {
      await small.close();
    }
  });
});

describe("addresses", () => {
  it("are of the office's network or not", () => {
    const local = ["127.0.0.1", "::1", "::ffff:192.168.1.9", "10.1.2.3", "172.31.0.1", "fe80::1%eth0", "fd00::1"];
    const foreign = ["8.8.8.8", "172.32.0.1", "192.169.0.1", "2001:db8::1", "::ffff:8.8.8.8", "", "localhost"];
    for (const address of local) assert.equal(isLocal(address), true, address);
    for (const address of foreign) assert.equal(isLocal(address), false, address);
  });
  it("are names of this machine or of somebody else's site", () => {
    const ours = [
      "localhost",
      "permanence.local",
      "192.168.1.2:8080",
      "[::1]:8080",
      "box",
      "box.home.arpa",
      "p.example.org",
    ];
    const theirs = [
      "evil.example",
      "permanence.local.evil.example",
      "1.2.3.4.evil.example",
      "",
      "a b",
      "evil.example:80",
    ];
    for (const host of ours) assert.equal(isOurs(host, ["p.example.org"]), true, host);
    for (const host of theirs) assert.equal(isOurs(host, ["p.example.org"]), false, host);
  });
});

describe("the page's files", () => {
  it("are served with their caches, and nothing beside them", async () => {
    const outer = await Rig.open();
    const page = join(outer.folder, "page");
    await mkdir(join(page, "assets"), { recursive: true });
    await writeFile(join(page, "index.html"), "<!doctype html><title>Permanence</title>");
    await writeFile(join(page, "assets", "app-BHx12_a9.js"), "1");
    await writeFile(join(page, "assets", "app-BHx12_a9.js.gz"), "compressed");
    await writeFile(join(outer.folder, "secret.txt"), "secret");
    const rig = await Rig.open({ page });
    try {
      const client = rig.client();
      const index = await client.send("GET", "/");
      assert.match(index.text, /Permanence/);
      assert.equal(index.headers["cache-control"], "no-cache");
      assert.match((await client.send("GET", "/messages/today?x=1")).text, /Permanence/, "its own addresses");
      const asset = await client.send("GET", "/assets/app-BHx12_a9.js", { headers: { "accept-encoding": "gzip" } });
      assert.deepEqual(
        [asset.text, asset.headers["content-encoding"], asset.headers["cache-control"]],
        ["compressed", "gzip", "public, max-age=31536000, immutable"],
      );
      assert.equal((await client.send("GET", "/assets/gone.js")).status, 404);
      assert.equal((await client.send("GET", "/api/nothing")).status, 404);
      const out = [
        "../secret.txt",
        "..%2fsecret.txt",
        "%2e%2e/secret.txt",
        "assets/..%5c..%5csecret.txt",
        "%00",
        "..;/secret.txt",
      ];
      for (const path of [...out, "....//secret.txt", "/etc/passwd", ".env", "assets/%2e%2e%2f%2e%2e%2fsecret.txt"]) {
        const reply = await client.send("GET", `/${path}`);
        assert.doesNotMatch(reply.text, /secret|root:/, path);
        assert.ok(reply.status < 500, `${path}: ${reply.status}`);
      }
    } finally {
      await rig.close();
      await outer.close();
    }
  });
});
