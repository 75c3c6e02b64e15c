// Plays a spot of the last answer; the studio waits meanwhile.

const CAN_HEAR = ["feedback", "choosing"];

// A single "um" is too short to be understood: a little of what stands around it is heard too, in seconds.
const LEAD_IN = 0.8;
const LEAD_OUT = 0.8;

/**
 * Plays spots on an <audio> element.
 *
 * `tell(hear, step)` is called when a spot begins and when it is over or stopped; `onChange(spot, unplayable)`
 * with the spot that is heard now or null, and whether the last one could not be played.
 */
export function createHearing(audio, { tell, onChange }) {
  let spot = null;
  let step = 0;

  function stop(unplayable = false) {
    if (!spot) return;
    spot = null;
    audio.pause();
    tell(false, step);
    onChange(null, unplayable);
  }

  function watch() {
    if (!spot) return;
    if (audio.currentTime >= spot.end + LEAD_OUT) stop();
    else requestAnimationFrame(watch);
  }

  function play(wanted, stage) {
    stop();
    spot = wanted;
    step = stage.step;
    tell(true, step);
    if (audio.getAttribute("src") !== stage.feedback.take) audio.src = stage.feedback.take;
    audio.currentTime = Math.max(wanted.start - LEAD_IN, 0);
    audio.play().then(
      () => watch(),
      (error) => error.name !== "AbortError" && spot === wanted && stop(true),
    );
    onChange(spot, false);
  }

  audio.addEventListener("ended", () => stop());
  // By a key of the keyboard or the headset; after a change of spots it is playing again by now.
  audio.addEventListener("pause", () => audio.paused && stop());
  audio.addEventListener("error", () => stop(true));
  // Frames do not come to a page in the background, this does.
  audio.addEventListener("timeupdate", () => spot && audio.currentTime >= spot.end + LEAD_OUT && stop());

  return {
    stop: () => stop(),
    toggle(wanted, stage) {
      if (spot && spot.start === wanted.start && spot.end === wanted.end) stop();
      else if (stage.feedback?.take && CAN_HEAR.includes(stage.phase)) play(wanted, stage);
    },
    /** Falls silent where the stage leaves no room for it; tells a new step that a spot is still heard. */
    follow(stage) {
      if (!spot) return;
      if (!CAN_HEAR.includes(stage.phase)) stop();
      else if (stage.step !== step) {
        step = stage.step;
        tell(true, step);
      }
    },
  };
}
