"""The command ``orglint``: the same program as the one that is built in Rust."""

import signal
import sys

from . import _native


def main() -> None:
    """Runs the command line, and exits as the program does."""
    # Python would note an interrupt and wait for the command to end; the program ends at once.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdout.flush()
    status = _native.main(["orglint", *sys.argv[1:]])
    sys.exit(status)


if __name__ == "__main__":
    main()
