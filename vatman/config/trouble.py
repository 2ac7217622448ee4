"""What stops a command, said so that a person knows what to do next."""


class Trouble(Exception):
    """A refusal in one Russian and one English sentence; the command prints both and exits with a non-zero status."""

    def __init__(self, ru: str, en: str) -> None:
        super().__init__(ru, en)
        self.ru = ru
        self.en = en

    def __str__(self) -> str:
        return f"{self.ru}\n{self.en}"
