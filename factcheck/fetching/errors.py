class FetchRefused(Exception):
    """Why an address was not read, and the remedy. `passing` says that trying again later may help."""

    def __init__(self, message: str, *, passing: bool = False):
        super().__init__(message)
        self.passing = passing
