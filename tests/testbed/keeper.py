"""Runs a server for as long as its own stdin stays open, and then removes what it wrote, so that nothing outlives the
tests, however they end.

    keeper.py DIRECTORY COMMAND [ARGUMENT...]
"""

import os
import shutil
import signal
import subprocess
import sys

directory, *command = sys.argv[1:]
child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
signal.signal(signal.SIGCHLD, lambda *_: os._exit(1 if child.poll() is None else 0))
sys.stdin.buffer.read()
signal.signal(signal.SIGCHLD, signal.SIG_DFL)
os.killpg(child.pid, signal.SIGKILL)
child.wait()
shutil.rmtree(directory, ignore_errors=True)
