class FetchRefused(Exception):
    """Why an address was not read, and the remedy. `passing` says that trying again later may help.

    Where an answer came, `address` is where it came from and `status` what it said.
    """

    def __init__(
        self,
        message: str,
        *,
        passing: bool = False,
        address: str = "",
        status: int | None = None,
    ):
        super().__init__(message)
        self.passing, self.address, self.status = passing, address, status
