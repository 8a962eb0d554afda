"""`python -m diplocode`: the same as the command `diplocode`."""

from diplocode.cli import main

if __name__ == "__main__":
    main(prog_name="diplocode")
