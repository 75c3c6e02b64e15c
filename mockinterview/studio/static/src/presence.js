// Every page but the rehearsal's: tells the studio that it is open, and shows when a rehearsal runs elsewhere.

import { openLive } from "./live.js";

const running = document.querySelector("[data-running]");
const gone = document.querySelector("[data-gone]");

openLive({
  onMessage(message) {
    if (running && message.type === "stage") {
      running.hidden = ["idle", "ended", "failed"].includes(message.stage.phase);
    }
  },
  onState(state, reason) {
    if (!gone) return;
    gone.hidden = state !== "gone";
    if (reason) gone.textContent = reason;
  },
});
