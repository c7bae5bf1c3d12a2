// Every word the app says. Another language is another folder beside `en` with the same shape.
import { problems } from "./en/problems";
import { dashboard } from "./en/dashboard";
import { disputes } from "./en/disputes";
import { docs } from "./en/docs";
import { general, progress } from "./en/general";
import { notifications } from "./en/notifications";
import { reports } from "./en/reports";
import { scores } from "./en/scores";
import { search } from "./en/search";
import { tradelines } from "./en/tradelines";
import { users } from "./en/users";

export const text = {
  general,
  progress,
  problems,
  users,
  reports,
  tradelines,
  disputes,
  notifications,
  scores,
  search,
  dashboard,
  docs,
};
