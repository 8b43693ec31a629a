"""`python -m workers.cli`: the same as `coaching`."""

from workers.cli.app import main

main()
