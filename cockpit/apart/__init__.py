"""Reading files that others made in a process of its own, which alone dies of them.

:mod:`cockpit.apart.asking` starts the child, feeds it and hears it out;
:mod:`cockpit.apart.serving` is the child's side. A damaged or hostile file can make a reader
hang, eat memory or abort its process. Files go through a pipe: nothing is written to disk.
This package file imports nothing: every child imports it, and must start fast.
"""
