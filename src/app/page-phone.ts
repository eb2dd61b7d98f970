import type { Phone } from "../admin/parts.ts";
import type { PhoneSign } from "../admin/schemas/phone.ts";
import type { LiveTold } from "../simulator/control/control-client.ts";
import { demoSound, inside } from "./paths.ts";

/** The page's telephone: calls in the simulator's own process. */
export const pagePhone = (folder: string): Phone => ({
  async call({ line, from, mobiles }, tell, gone) {
    const order = { from, to: line, mobiles: [...mobiles], hello: demoSound("mobile-fr") };
    const live = await (await client(folder)).live(order, (told) => tell(signOf(told)), gone);
    return {
      act(act) {
        switch (act.act) {
          case "key":
            return live.send({ do: "key", key: act.key });
          case "say":
            return live.send({ do: "say", path: demoSound(act.recording) });
          case "sound":
            return live.send({ do: "say", ulaw: act.ulaw });
          case "hang-up":
            return live.send({ do: "hang-up" });
        }
      },
      mobile: ({ number, order }) => live.send({ do: "hand", number, order }),
      close: () => live.close(),
    };
  },
  write: async ({ line, from, body }) => (await client(folder)).text({ from, to: line, body }),
  texts: async () => (await client(folder)).texts(),
});

/** Read only now: the simulator is half as large as the appliance, and a real line has no use for it. */
async function client(folder: string) {
  const { controlClient } = await import("../simulator/control/control-client.ts");
  return controlClient(inside(folder).simulator);
}

function signOf(told: LiveTold): PhoneSign {
  switch (told.of) {
    case "call":
      return { of: "event", event: told.event, at: told.at, detail: told.detail };
    case "ended":
      return { of: "ended", end: told.end, connectedTo: told.connectedTo };
    case "heard":
      return told;
    case "mobiles":
      return { of: "mobiles", mobiles: [...told.mobiles] };
  }
}
