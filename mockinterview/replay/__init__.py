"""Hearing a rehearsal again, with the words running along."""

from mockinterview.replay.player import Key, Replay, Stage
from mockinterview.replay.scenes import Cue, Scene, cues_of, scenes_of, takes_left_out

__all__ = ["Cue", "Key", "Replay", "Scene", "Stage", "cues_of", "scenes_of", "takes_left_out"]
