"""What to do in which DAW on which system, as plain words, and which ports there are to do it with.

Knows the DAWs' menus; knows no widget and checks nothing.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Daw = Literal["Ableton Live", "REAPER", "Another"]
System = Literal["macOS", "Windows", "Linux"]
DAWS: tuple[Daw, ...] = ("Ableton Live", "REAPER", "Another")
SYSTEMS: tuple[System, ...] = ("macOS", "Windows", "Linux")

# Before the DAW: which ports there are. {to} and {from} are the ports that are chosen now.
PORTS: Mapping[System, tuple[str, ...]] = MappingProxyType(
    {
        "macOS": (
            "Antiphon has made two ports: “To Antiphon” and “From Antiphon”. Nothing to install.",
            "If your DAW was already open and does not see them, restart it; or switch on the IAC "
            "bus in Audio MIDI Setup (MIDI Studio, IAC Driver, “Device is online”) and choose its "
            "buses above.",
        ),
        "Windows": (
            "Windows lets no program make ports, so make a pair once. On Windows 11 25H2 and "
            "later: in the MIDI Settings app create a loopback; it has an A and a B end.",
            "On older systems: make two ports with loopMIDI, called “To Antiphon” and “From "
            "Antiphon”. If they do not show up, restart the MIDI service or the computer.",
            "Above, choose one port for In and another for Out. With an A/B pair, Antiphon takes "
            "the A end for both and the DAW the B end; that pair cannot feed back.",
        ),
        "Linux": (
            "Antiphon has made two ports: “To Antiphon” and “From Antiphon”, for ALSA or, where "
            "that is not there, for JACK. PipeWire shows them too.",
            "A DAW that only knows raw ALSA ports needs the module snd-virmidi.",
        ),
    }
)
DAW_STEPS: Mapping[Daw, tuple[str, ...]] = MappingProxyType(
    {
        "Ableton Live": (
            "In Settings, on the MIDI page: for the output “{to}” switch Track on; for the input "
            "“{from}” switch Track on and leave Remote off.",
            "Your playing: on a MIDI track without an instrument, set MIDI From to your keyboard "
            "(not “All Ins”, or the answers come back in), MIDI To to “{to}”, and Monitor to In.",
            "The answers: on a second MIDI track with an instrument, set MIDI From to “{from}” and "
            "Monitor to In.",
        ),
        "REAPER": (
            "In Preferences, Audio, MIDI Devices: enable the input “{from}” and the output “{to}”.",
            "Your playing: on your track open Route and set MIDI Hardware Output to “{to}”. Record "
            "from your keyboard, not from all MIDI inputs, and switch monitoring on.",
            "The answers: on a second track with an instrument choose “{from}” alone as the record "
            "input, arm it, and switch monitoring on.",
        ),
        "Another": (
            "Send a track's MIDI to “{to}”.",
            "Let a second track, with an instrument, listen to “{from}”, and to nothing else.",
            "No DAW at all? Switch on the practice sound, and play on the keys below.",
        ),
    }
)


def system_of(platform: str) -> System:
    """Return the system that `sys.platform` names; anything unknown is taken for Linux."""
    return {"darwin": "macOS", "win32": "Windows"}.get(platform, "Linux")  # type: ignore[return-value]


def steps(system: System, daw: Daw, to: str, from_: str) -> list[str]:
    """Return what to do, in order; `to` and `from_` are the ports by the names that DAWs show."""
    texts = [*PORTS[system], *DAW_STEPS[daw]]
    return [text.replace("{to}", to).replace("{from}", from_) for text in texts]
