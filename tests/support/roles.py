"""One person of each role, each in a browser of their own; and an office in which one thing of each kind lies."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from factcheck import workflow
from factcheck.models import Claim, Feed, ImportIssue, Look, Recheck, Side, User
from factcheck.workflow import Change
from support.guest_links import invite
from support.people import World, approve, change, make, person, publish, published, uid
from support.suggestion_factory import job, party

# In the order of the columns of every table of who may do what. Nobody is signed in nowhere; a superuser has no role.
ROLES = {
    "nobody": None,
    "read-only": "Read-only",
    "reporter": "Reporter",
    "editor": "Editor",
    "publisher": "Publisher",
    "operator": "Import operator",
    "hurried": "Emergency publication",
    "administrator": "Administrator",
    "superuser": None,
}


def somebody(role: str) -> User:
    """A person with exactly this role, who wrote nothing yet."""
    user = person(f"some {role}")
    user.groups.set(Group.objects.filter(name=ROLES[role]))
    User.objects.filter(pk=user.pk).update(is_superuser=role == "superuser")
    return User.objects.get(pk=user.pk)


def browser_of(role: str) -> Client:
    """A browser in which somebody of the role is signed in."""
    client = Client()
    if role != "nobody":
        client.force_login(somebody(role))
    return client


def open_office() -> "Office":
    """The office, with what is not of the record itself."""
    office = Office()
    office.group = Group.objects.create(name="Night desk")
    office.claim_type = ContentType.objects.get_for_model(Claim).pk
    return office


class Office(World):
    """The small published dispute, and at the desk one of everything that people look at and decide."""

    def build(self) -> None:
        super().build()
        position = {
            "party": uid(self.party),
            "statement": "Ours.",
            "claims": [uid(self.claim)],
        }
        self.point = published(
            "point", slug="whose", dispute=uid(self.dispute), positions=[position]
        )
        self.site = published("site", slug="papers")
        self.user = person("clerk")
        self.side = Side.objects.create(
            dispute=self.dispute, name="The upper town", slug="upper", position=1
        )
        self._decisions()
        self._imports()

    def _decisions(self) -> None:
        self.publication = workflow.current_line(self.entry)
        self.report = workflow.report(self.publication, text="It was the 15th.")
        publish(
            change(self.source, title="Second report"),
            action="correct",
            notice="The title was wrong.",
        )
        self.recheck = Recheck.objects.get(kind="claim")
        self.revision = workflow.revisions(self.claim).first()
        self.proposal = workflow.propose_redact(
            self.publication, person("admin"), ground="privacy", reason="Asked."
        )
        self.guestlink, self.token = invite(self.proposal, "admin")
        waits = approve(make("party", slug="lower-town", name="Lower Town"))
        at = timezone.now() + timedelta(hours=3)
        self.schedule = workflow.schedule([Change(waits)], person("publisher"), at=at)

    def _imports(self) -> None:
        self.importjob = job(dispute=self.dispute)
        self.suggestion = party(self.importjob)
        self.importissue = ImportIssue.objects.create(
            job=self.importjob, place="line 3", message="No date."
        )
        at, seen = (
            timezone.now(),
            {"key": "https://post.example/1", "document": "https://post.example/1"},
        )
        self.look = Look.objects.create(
            outcome="failed", status=404, at=at, job=self.importjob, **seen
        )
        self.queued, self.failed = (
            job("queued.txt", state="queued"),
            job("failed.txt", state="failed"),
        )
        by, address = person("editor"), "https://post.example/feed"
        self.feed = Feed.objects.create(
            adapter="feed",
            name="Post",
            address=address,
            dispute=self.dispute,
            added_by=by,
        )
