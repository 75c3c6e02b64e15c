// The live line to the studio: it tells this page what happens, and comes back by itself when it breaks.

const LATER_MS = [250, 500, 1000, 2000];
const TRIES = 8;
// How the studio closes the line when it ends, and where too many pages are open.
const ENDED = 1001;
const TOO_MANY = 1013;

/** The id of this tab: it survives a reload. A duplicated tab has it too; the studio tells its pages apart. */
function tabId() {
  let id = sessionStorage.getItem("tab");
  if (!id) {
    id = crypto.randomUUID();
    sessionStorage.setItem("tab", id);
  }
  return id;
}

/**
 * Opens the live line.
 *
 * `view` is "rehearsal" for the page that can steer one. `onMessage` gets each message as an object;
 * `onState` gets "open", "broken" (it tries again) or "gone": the studio has
 * ended, or what else the second argument says.
 * Returns {send(object)}.
 */
export function openLive({ view = "other", onMessage = () => {}, onState = () => {} }) {
  let socket = null;
  let failed = 0;
  let leaving = false;

  function connect() {
    const query = new URLSearchParams({ tab: tabId(), view });
    socket = new WebSocket(`ws://${location.host}/live?${query}`);
    socket.addEventListener("open", () => onState("open"));
    socket.addEventListener("message", (event) => {
      failed = 0; // not when it opens: where too many pages are open it closes again at once
      onMessage(JSON.parse(event.data));
    });
    socket.addEventListener("close", (event) => {
      if (leaving) return;
      failed = [ENDED, TOO_MANY].includes(event.code) ? TRIES + 1 : failed + 1;
      onState(failed > TRIES ? "gone" : "broken", event.code === TOO_MANY ? event.reason : "");
      if (failed <= TRIES) setTimeout(connect, LATER_MS[Math.min(failed - 1, LATER_MS.length - 1)]);
    });
  }

  // A page that the browser keeps in memory after leaving it must not hold its place.
  addEventListener("pagehide", () => {
    leaving = true;
    socket.close();
  });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  connect();
  return {
    send(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
  };
}
