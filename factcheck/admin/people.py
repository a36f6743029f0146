"""The people of the desk and their roles."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from factcheck.models import User

ABOVE_ROLES = ("is_superuser", "user_permissions")


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Roles are groups. Only a superuser makes superusers or gives single permissions."""

    list_display = ["username", "desk_name", "roles", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "groups"]
    search_fields = ["username", "desk_name", "email"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.ALLOW
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Readers see", {"fields": ["desk_name"]}),
        ("Person", {"fields": ["first_name", "last_name", "email"]}),
        ("May do", {"fields": ["is_active", "is_staff", "groups", *ABOVE_ROLES]}),
        ("When", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "desk_name", "usable_password", "password1", "password2"]})
    ]
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="roles")
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all()) or "–"

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if request.user.is_superuser else [*self.readonly_fields, *ABOVE_ROLES]

    def has_change_permission(self, request, obj=None):
        """Who is no superuser changes no superuser: not their password either."""
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not above

    def has_delete_permission(self, request, obj=None):
        """People are switched off, not deleted: the history names them."""
        return False
