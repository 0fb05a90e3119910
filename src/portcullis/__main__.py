"""`python -m portcullis`: the command line without its script.

In: arguments. Out: an exit code.
"""

from portcullis.cli import main

if __name__ == "__main__":
    main(prog_name="portcullis")
