"""The people of the desk, their roles, and how they sign in."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from factcheck.models import User

from ..signed_in import signed_in_user
from . import factors, sessions

admin.site.unregister(
    [EmailAddress, Authenticator, UserSession]
)  # secrets and addresses: no lists at the desk

ABOVE_ROLES = ("is_superuser", "user_permissions")


@admin.register(User)
class PersonAdmin(UserAdmin):
    """The accounts of the desk; roles are groups. Only a superuser makes superusers or gives single permissions."""

    list_display = [
        "username",
        "desk_name",
        "roles",
        "is_active",
        "is_staff",
        "last_login",
    ]
    list_filter = ["is_active", "is_staff", "groups"]
    search_fields = ["username", "desk_name", "email"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.ALLOW
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Readers see", {"fields": ["desk_name", "declines_byline"]}),
        ("Person", {"fields": ["first_name", "last_name", "email"]}),
        ("May do", {"fields": ["is_active", "is_staff", "groups", *ABOVE_ROLES]}),
        ("When", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": [
                    "username",
                    "desk_name",
                    "usable_password",
                    "password1",
                    "password2",
                ],
            },
        )
    ]
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="roles")
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all()) or "–"

    def get_readonly_fields(
        self, request: HttpRequest, obj: User | None = None
    ) -> list[str]:
        return (
            self.readonly_fields
            if request.user.is_superuser
            else [*self.readonly_fields, *ABOVE_ROLES]
        )

    def has_change_permission(
        self, request: HttpRequest, obj: User | None = None
    ) -> bool:
        """False for a superuser's account unless a superuser asks: it includes changing the password."""
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not above

    def has_delete_permission(
        self, request: HttpRequest, obj: User | None = None
    ) -> bool:
        """Never: the history refers to accounts, so they are made inactive instead."""
        return False

    def save_model(
        self, request: HttpRequest, obj: User, form: ModelForm, change: bool
    ) -> None:
        """End all sessions of an account that is made inactive, so that none lives on when it is active again."""
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and not obj.is_active:
            sessions.end_all(obj)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/signing-in/",
                view(self.signing_in),
                name="factcheck_user_signing_in",
            ),
            *super().get_urls(),
        ]

    def signing_in(self, request: HttpRequest, pk: int) -> HttpResponse:
        """How a person signs in; a POST ends their sessions, or forgets the second factor that they lost."""
        person = self.get_queryset(request).filter(pk=pk).first()
        if person is None:
            raise Http404("There is no such person.")
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        if request.method == "POST" and person != request.user:
            self._act(request, person)
            return HttpResponseRedirect(request.path)
        context = self.admin_site.each_context(request) | {
            "title": "Signing in",
            "subtitle": person.username,
            "original": person,
            "opts": self.opts,
            "is_self": person == request.user,
            "is_required": factors.is_required_of(person),
            "factor": factors.authenticators_of(person)
            .filter(type=Authenticator.Type.TOTP)
            .first(),
            "sessions": UserSession.objects.purge_and_list(person),
        }
        return TemplateResponse(request, "admin/desk/signing_in.html", context)

    def _act(self, request: HttpRequest, person: User) -> None:
        if "reset" in request.POST:
            factors.reset(person, by=signed_in_user(request).username)
            message = "The second factor was reset, and every session ended."
        else:
            sessions.end_all(person)
            message = "Every session was ended."
        self.log_change(request, person, message)
        messages.success(request, f"{person.username}: {message}")
