"""Files that are written whole or not at all, whatever stops the writing.

Knows bytes; knows nothing of what they mean.
"""

from pathlib import Path


def write_whole(path: Path, content: bytes | str) -> None:
    """Write `content`, text as UTF-8; its folder is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.write_bytes(content.encode() if isinstance(content, str) else content)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
