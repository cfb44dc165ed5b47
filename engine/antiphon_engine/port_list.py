"""`antiphon ports`: what MIDI there is, what Antiphon would make, and what to do without.

Knows the command line and a MIDI system; opens no port.
"""

import argparse
import sys

from antiphon_engine.midi_system import INPUT_NAME, OUTPUT_NAME, MidiSystem, NoMidiError
from antiphon_engine.ports import open_system

_ADVICE = {
    "linux": "Load ALSA's sequencer with 'sudo modprobe snd-seq', or start JACK (or PipeWire).",
    "darwin": "Open Audio MIDI Setup; CoreMIDI is part of the system.",
    "win32": "Make a loopback pair in the MIDI Settings app, or two ports with loopMIDI.",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon ports`: there are none."""
    parser.description = "List the MIDI ports, and say which Antiphon would make."


def run(_args: argparse.Namespace) -> int:
    """Print what there is; NoMidiError where there is nothing."""
    try:
        system = open_system()
    except NoMidiError as error:
        raise NoMidiError(f"{error}. {_ADVICE.get(sys.platform, '')}") from None
    try:
        print("\n".join(described(system)))
    finally:
        system.close()
    return 0


def described(system: MidiSystem) -> list[str]:
    """Return the lines that tell about `system`."""
    lines = [f"Driver: {system.driver}", "", "Antiphon can listen to (--input NAME):"]
    lines += _listed(system.input_names())
    lines += ["", "Antiphon can play to (--output NAME):", *_listed(system.output_names()), ""]
    if system.makes_ports:
        lines.append(f"While it plays it makes two ports: '{INPUT_NAME}', which you send to,")
        lines.append(f"and '{OUTPUT_NAME}', which you listen to.")
    else:
        lines.append("This system cannot make ports. " + _ADVICE["win32"])
        lines.append(f"Name them '{INPUT_NAME}' and '{OUTPUT_NAME}', or use --input and --output.")
    return lines


def _listed(names: list[str]) -> list[str]:
    return [f"  {name}" for name in names] or ["  nothing yet"]
