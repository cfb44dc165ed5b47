"""Every musical parameter as a command-line option, derived from its declaration.

Knows argparse and `PARAMS`; knows no command and no default of its own.
"""

import argparse
from collections.abc import Callable

from antiphon_engine.params import PARAMS, Choice, Number, Param

_DEST = "param_"


def add_param_options(parser: argparse.ArgumentParser) -> None:
    """Give `parser` one option for each parameter: `--turn-gap 0.5` and so on."""
    group = parser.add_argument_group("knobs", "what is not given comes from the preset")
    for name, param in PARAMS.items():
        group.add_argument(
            "--" + name.replace("_", "-"),
            dest=_DEST + name,
            type=_parser_of(param),
            metavar=_metavar(param),
            help=_help_text(param),
        )


def param_changes(args: argparse.Namespace) -> dict[str, object]:
    """Return the parameters given on the command line, by name, already parsed."""
    given = ((name, getattr(args, _DEST + name)) for name in PARAMS)
    return {name: value for name, value in given if value is not None}


def _parser_of(param: Param) -> Callable[[str], float | int | str | bool]:
    def parse(text: str) -> float | int | str | bool:
        try:
            return param.parse(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return parse


def _metavar(param: Param) -> str:
    if isinstance(param, Number):
        return param.unit.upper() or "X"
    return "NAME" if isinstance(param, Choice) else "on|off"


def _help_text(param: Param) -> str:
    default = param.default
    shown = {True: "on", False: "off"}[default] if isinstance(default, bool) else f"{default}"
    # argparse formats help with %, so that a bare one would break --help.
    return f"{param.help} ({param.range_text()}; default {shown})".replace("%", "%%")
