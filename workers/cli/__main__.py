"""`python -m workers.cli`: the same as `coaching`."""

from workers.cli.entry import main

main()
