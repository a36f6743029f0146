"""Of allauth what the desk uses: no signing up, no e-mail, no social accounts. The desk itself changes passwords."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path

from . import demo_editor, views

# allauth finds its pages by these names.
urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("first-run/<str:token>/", views.FirstRunView.as_view(), name="first_run"),
    path("demo-editor/", demo_editor.DemoEditorView.as_view(), name="demo_editor"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("second-factor/", mfa.index, name="mfa_index"),
    path("second-factor/ask/", mfa.authenticate, name="mfa_authenticate"),
    path("second-factor/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "second-factor/set-up/",
        views.SecondFactorSetUpView.as_view(),
        name="mfa_activate_totp",
    ),
    path("second-factor/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/new/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "recovery-codes/download/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("byline/", views.BylineView.as_view(), name="account_byline"),
    path("sessions/", views.SessionsView.as_view(), name="usersessions_list"),
]
