"""`antiphon ports`: what MIDI there is, what Antiphon would make, and what to do without.

Knows the command line and a MIDI system; opens no port.
"""

import argparse

from antiphon_engine.midi_system import INPUT_NAME, OUTPUT_NAME, MidiSystem, open_system


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `antiphon ports`: there are none."""
    parser.description = "List the MIDI ports, and say which Antiphon would make."


def run(_args: argparse.Namespace) -> int:
    """Print what there is; NoMidiError says what to do where there is nothing."""
    system = open_system()
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
        lines.append(
            "Antiphon cannot make ports here: make a loopback pair in the MIDI Settings app,"
        )
        lines.append(f"or two ports with loopMIDI, named '{INPUT_NAME}' and '{OUTPUT_NAME}'.")
    return lines


def _listed(names: list[str]) -> list[str]:
    return [f"  {name}" for name in names] or ["  nothing yet"]
