import * as takeUps from "../take-ups.ts";
import { desk, endpoint } from "./endpoint.ts";

/** Who has taken up their duty; Today and the schedule show it as well. */
export const takeUpsTable = {
  takeUpLink: endpoint(
    "GET",
    "/api/take-up/:token",
    "everyone",
    "What the link of a letter stands for; asking says nothing.",
    { params: takeUps.takeUpToken, gives: takeUps.takeUpLink, perMinute: 60 },
  ),
  takeUpByLink: endpoint(
    "POST",
    "/api/take-up/:token",
    "everyone",
    "Whoever was asked by that letter takes up their duty, or stands in.",
    { params: takeUps.takeUpToken, gives: takeUps.takeUpLink, perMinute: 30 },
  ),
  confirmTakeUp: endpoint(
    "POST",
    "/api/take-ups/:id/confirm",
    desk,
    "Somebody at the page says that whoever's shift it is has taken it up.",
    { params: takeUps.takeUpId, gives: takeUps.takeUp },
  ),
} as const;
