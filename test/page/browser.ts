import { type Browser, chromium } from "playwright-core";

/** Debian's Chromium, without anything that would look for another host. */
export const launch = (...more: string[]): Promise<Browser> =>
  chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
      ...["--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required"],
      ...more,
    ],
  });
