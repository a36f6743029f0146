"""The keys that signed the ledger, for whoever verifies it: one C2SP verifier key a line, in their order."""

from django.http import HttpResponse

from factcheck import ledger
from factcheck.ledger import View

from .base_views import SyndicationView


class LedgerKeys(SyndicationView):
    """Plain text; empty while nothing has been published."""

    def page(self, view: View) -> HttpResponse:
        keys = [key for key in ledger.named_keys() if key.seq <= view.seq]
        return HttpResponse(
            "".join(f"{key.verifier}\n" for key in keys),
            content_type="text/plain; charset=utf-8",
        )
