class ImportProblem(Exception):
    """Why a job cannot go on, in words for the desk. `passing` says that trying again later may help."""

    def __init__(self, message: str, *, passing: bool = False):
        super().__init__(message)
        self.passing = passing


class LostLease(Exception):
    """Another worker has the job now; what this one did in its last chunk is rolled back."""
