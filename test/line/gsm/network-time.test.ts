import assert from "node:assert/strict";
import { seconds } from "../../../src/kernel/units.ts";
import { networkTimeIn } from "../../../src/line/gsm/network-time.ts";
import { gsmDialects } from "../../../src/simulator/modems/gsm/gsm-dialects.ts";
import { mobileLine } from "./mobile-line.ts";

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 28, 12, 0);

describe("the hour that a module tells", () => {
  for (const [said, at] of [
    ['+CCLK: "26/11/28,13:00:00+04"', NOON],
    ['+CCLK: "26/11/28,07:30:00-18"', NOON],
    ['+CCLK: "26/11/28,12:00:00+00"', NOON],
    ['+CCLK: "26/11/28,13:00:00"', null],
    ['+CCLK: "80/01/06,00:00:13+00"', null],
    ['+CCLK: "70/01/01,00:00:25+00"', null],
    ['+CCLK: "04/01/01,00:00:25+00"', null],
    ['+CCLK: "00/00/00,00:00:00+00"', null],
    ['+CCLK: "25/12/31,23:59:59+00"', null],
    ['+CCLK: "26/02/31,12:00:00+04"', null],
    ['+CCLK: "26/11/28,25:00:00+04"', null],
    ['+CCLK: "26/11/28,12:00:00+96"', null],
    ['+QLTS: ""', null],
    ["OK", null],
  ] as const)
    it(`${said}: ${at === null ? "is none" : "is believed"}`, () => assert.equal(networkTimeIn([said], "local"), at));

  it("is UTC where the module has that, whatever stands beside it", () => {
    for (const said of ['+QLTS: "2026/11/28,12:00:00+04,0"', '+CCLK: "26/11/28,12:00:00"'])
      assert.equal(networkTimeIn([said], "utc"), NOON);
  });
});

describe("a mobile line", () => {
  type Mobile = ReturnType<typeof mobileLine>;
  const told = ({ line, clock }: Mobile) => {
    const time = line.networkTime?.();
    return time ? time.at + (clock.elapsed() - time.heard) : null;
  };
  const near = (mobile: Mobile, ahead: number) =>
    assert.ok(Math.abs((told(mobile) ?? 0) - mobile.clock.now() - ahead) < 3000, `${told(mobile)}`);

  for (const dialect of Object.keys(gsmDialects).filter((name) => gsmDialects[name]?.sound))
    it(`has the hour of its network, in summer and winter (${dialect})`, async () => {
      for (const zone of [4, 8, -14]) {
        const mobile = mobileLine({ dialect, state: { zone, networkAhead: 5 * HOUR } });
        await mobile.ready();
        await mobile.until(() => told(mobile) !== null, "the hour");
        near(mobile, 5 * HOUR);
        await mobile.close();
      }
    });

  it("has none where the network tells none, and has it once it does", async () => {
    for (const dialect of ["sim7600", "ec25"]) {
      const mobile = mobileLine({ dialect, state: { networkAhead: null } });
      await mobile.ready();
      await mobile.clock.pass(seconds(200));
      assert.equal(told(mobile), null);
      mobile.modem.state.networkAhead = 0;
      await mobile.clock.pass(seconds(65));
      near(mobile, 0);
      await mobile.close();
    }
  });

  it("believes a network that changes its mind when it says so twice", async () => {
    const mobile = mobileLine();
    await mobile.ready();
    await mobile.clock.pass(seconds(5));
    near(mobile, 0);
    const looks = () => mobile.modem.commands.filter((command) => command === "AT+CCLK?").length;
    const before = looks();
    mobile.modem.state.networkAhead = 2 * HOUR;
    for (let minute = 0; looks() === before && minute < 70; minute++) await mobile.clock.pass(seconds(60));
    assert.ok(looks() > before, "another look");
    mobile.modem.state.networkAhead = 0;
    await mobile.clock.pass(seconds(130));
    near(mobile, 0);
    mobile.modem.state.networkAhead = 2 * HOUR;
    await mobile.clock.pass(seconds(3700));
    near(mobile, 2 * HOUR);
    await mobile.close();
  });
});
