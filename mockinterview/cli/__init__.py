"""The command line: the only place that wires real parts together.

Commands are imported when they are called, so that `--help` starts at once.
"""

from __future__ import annotations

import importlib
import os
import sys

import click

from mockinterview import __version__
from mockinterview.errors import MockInterviewError

INTERRUPTED = 130

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
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Exit as ended:
        code = ended.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        code = INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except MockInterviewError as error:
        click.secho(str(error), fg="red", err=True)
        code = 1
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python must not complain while it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback reaches a person
        code = _report(error)
    sys.exit(code if isinstance(code, int) else 0)


def _report(error: Exception) -> int:
    """Say in one line that the program itself failed."""
    kept = keep_details(error)
    line = f"mockinterview itself failed ({type(error).__name__}); what was said is kept.{kept}"
    click.secho(line, fg="red", err=True)
    return 1


def keep_details(error: Exception) -> str:
    """Keep the details of an error of our own for whoever mends it; return a sentence that says where."""
    import traceback

    from mockinterview import places
    from mockinterview.private_file import make_private_dir, write_private

    try:
        path = make_private_dir(places.cache_dir()) / "last-error.txt"
        write_private(path, "".join(traceback.format_exception(error)).encode())
    except MockInterviewError:
        return ""  # a full disk must not hide what went wrong
    return f" The details are in {path}."
