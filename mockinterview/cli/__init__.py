"""The command line: the only place that wires real parts together.

Commands are imported when they are called, so that `--help` starts at once.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

import click

from mockinterview import __version__
from mockinterview.cli.output import OutputError, watch_output
from mockinterview.errors import MockInterviewError
from mockinterview.plain_text import plain_lines

if TYPE_CHECKING:
    from types import FrameType

INTERRUPTED = 130
ENDINGS = ("SIGTERM", "SIGHUP")
"""How a program is told to end: when the computer is shut down, and when its window is closed."""

COMMANDS = {
    "prepare": "Prepare: the job, the company, your stories and numbers, and what is still open.",
    "rehearse": "Rehearse: questions are asked aloud, you answer, you hear how it went.",
    "studio": "Rehearse on a page in your browser.",
    "replay": "Hear a rehearsal again, with the words running along.",
    "report": "Make a page of a rehearsal: hear it again, see every flagged spot.",
    "progress": "See what changed over all your rehearsals, and what to practise next.",
    "analyze": "Check recorded or written answers.",
    "sessions": "List, show, export, import, transcribe or delete kept rehearsals.",
    "questions": "List the questions, or check a question bank of your own.",
    "voices": "Hear the voices of this computer.",
    "model": "See, fetch or remove the models that write down what you say.",
    "doctor": "Check microphone, loudspeaker, voice, model and disk.",
}
"""Every command with its line in the help; each lives in the module of its name."""


class _LazyGroup(click.Group):
    """A group that imports a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(f"mockinterview.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - a slip in COMMANDS is ours, not a user's
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_LazyGroup, invoke_without_command=True)
@click.version_option(__version__, prog_name="mockinterview")
@click.pass_context
def cli(context: click.Context) -> None:
    """Rehearse a second job interview out loud, on your own machine.

    Without a command: offers the next sensible step.
    """
    if os.environ.get("NO_COLOR"):
        context.color = False
    if context.invoked_subcommand is None:
        from mockinterview.cli.start import offer_next_step

        offer_next_step(context)


def main() -> None:
    """Run the command line; every error is one line, and the exit code says how it ended."""
    _be_private()
    told: list[int] = []
    _end_in_order(told)
    watch_output()
    try:
        code = cli.main(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        code = ended.exit_code
    except (click.Abort, KeyboardInterrupt):
        with suppress(OSError):  # the window is closed
            click.echo("Stopped.", err=True)
        code = 128 + told[0] if told else INTERRUPTED
    except click.ClickException as error:
        # It may quote what was typed or found in a file.
        error.message = plain_lines(error.message)  # type: ignore[misc] # no other way leads into the usage
        error.show()
        code = error.exit_code
    except MockInterviewError as error:
        click.secho(plain_lines(error.in_terminal), fg="red", err=True)
        code = 1
    except BrokenPipeError:
        _write_no_more()  # whoever read our output has seen enough
        code = 1
    except OutputError as error:
        code = _report_output(error)
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback reaches a person
        code = _report(error)
    sys.exit(code if isinstance(code, int) else 0)


def _be_private() -> None:
    """Let nobody else read what this program and its children write."""
    from mockinterview import places
    from mockinterview.private_file import be_private

    with suppress(RuntimeError):  # there is no home; whoever needs one says so
        data, cache = places.data_dir(), places.cache_dir()
        be_private(data, data / "sessions", cache)


def _write_no_more() -> None:
    """Let Python not complain about stdout while it flushes it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_output(error: OutputError) -> int:
    """Say that what belongs on stdout could not be written: a full disk behind `> FILE`."""
    from mockinterview.private_file import reason

    _write_no_more()
    click.secho(f"cannot write the output: {reason(error)}", fg="red", err=True)
    return 1


def _end_in_order(told: list[int]) -> None:
    """Let the program end as at Ctrl-C when it is told to, and note the signal: what was said is kept."""

    def end(number: int, _frame: FrameType | None) -> NoReturn:
        told.append(number)
        for other in numbers:  # they come in pairs; what is being kept is not to be broken off
            signal.signal(other, signal.SIG_IGN)
        raise KeyboardInterrupt

    known = [getattr(signal, name) for name in ENDINGS if hasattr(signal, name)]
    # Whoever started us may have decided otherwise: nohup.
    numbers = [number for number in known if signal.getsignal(number) is signal.SIG_DFL]
    for number in numbers:
        signal.signal(number, end)


def _report(error: Exception) -> int:
    """Say in one line that the program itself failed."""
    from mockinterview.private_file import reason

    if isinstance(error, OSError):  # not our fault: the system refuses something
        problem = f"this computer refused what mockinterview needs: {reason(error)}"
    else:
        problem = f"mockinterview itself failed ({type(error).__name__})"
    line = f"{problem}; what was said is kept.{keep_details(error)}"
    click.secho(plain_lines(line), fg="red", err=True)
    return 1


def keep_details(error: Exception) -> str:
    """Keep the details of an error of our own for whoever mends it; return a sentence that says where.

    They hold lines of this program and no words of the error, which may be the person's.
    """
    from mockinterview import places
    from mockinterview.private_file import make_private_dir, write_private

    try:
        path = make_private_dir(places.cache_dir()) / "last-error.txt"
        write_private(path, _traces(error).encode())
    except MockInterviewError:
        return ""  # a full disk must not hide what went wrong
    return f" The details are in {path}."


def _traces(error: BaseException) -> str:
    """Return where an error and those that led to it came from, the first one first."""
    import traceback

    before = error.__cause__ or error.__context__
    kind = f"{type(error).__module__}.{type(error).__qualname__}\n"
    here = [*traceback.format_tb(error.__traceback__), kind]
    return (f"{_traces(before)}\n" if before is not None else "") + "".join(here)
