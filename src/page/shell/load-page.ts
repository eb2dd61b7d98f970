import type { Component } from "svelte";
import type { Page } from "../lib/route.svelte.ts";

type Load = () => Promise<{ readonly default: Component }>;

/** Each page comes when it is first opened. */
const loaders: Readonly<Record<Page, Load>> = {
  today: () => import("../pages/today/today.svelte"),
  needs: () => import("../pages/needs/needs.svelte"),
  messages: () => import("../pages/messages/messages.svelte"),
  texts: () => import("../pages/texts/texts.svelte"),
  duty: () => import("../pages/duty/duty.svelte"),
  people: () => import("../pages/people/people.svelte"),
  calls: () => import("../pages/calls/calls.svelte"),
  logbook: () => import("../pages/logbook/logbook.svelte"),
  announcements: () => import("../pages/announcements/announcements.svelte"),
  lines: () => import("../pages/lines/lines.svelte"),
  phone: () => import("../pages/phone/phone.svelte"),
  settings: () => import("../pages/settings/settings.svelte"),
  setup: () => import("../pages/setup/setup.svelte"),
};

export const loadPage = async (page: Page): Promise<Component> => (await loaders[page]()).default;
