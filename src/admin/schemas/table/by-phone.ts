import * as byPhone from "../by-phone.ts";
import { admin, desk, endpoint } from "./endpoint.ts";

/** The menu of the team by telephone, and the codes that open it. */
export const byPhoneTable = {
  phonePins: endpoint("GET", "/api/phone-pins", desk, "Who of the team has a code for the telephone; never the code.", {
    gives: byPhone.phonePins,
  }),
  setPhonePin: endpoint("PUT", "/api/phone-pins/:person", admin, "Sets a person's code.", {
    params: byPhone.personKey,
    body: byPhone.setPin,
    gives: byPhone.phonePins,
    perMinute: 20,
  }),
  removePhonePin: endpoint("DELETE", "/api/phone-pins/:person", admin, "Takes a person's code away.", {
    params: byPhone.personKey,
    gives: byPhone.phonePins,
  }),
  setOwnPhonePin: endpoint("PUT", "/api/session/phone-pin", desk, "Sets the code of whoever has the account's name.", {
    body: byPhone.setPin,
    gives: byPhone.phonePins,
    perMinute: 20,
  }),
  removeOwnPhonePin: endpoint("DELETE", "/api/session/phone-pin", desk, "Takes one's own code away.", {
    gives: byPhone.phonePins,
  }),
  saveByPhone: endpoint("PUT", "/api/by-phone", admin, "Sets whether any telephone may open the menu of the team.", {
    body: byPhone.byPhone,
    gives: byPhone.phonePins,
  }),
} as const;
