from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import include, path, re_path

from .views import entrance, keys, profile
from .views.settings import company, departments, members, roles

accounts = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    path("password/reset/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("second-step/", mfa.index, name="mfa_index"),
    path("second-step/login/", mfa.authenticate, name="mfa_authenticate"),
    path("second-step/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second-step/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-step/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-step/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-step/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-step/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]

urlpatterns = [
    path("", entrance.home, name="home"),
    path("accounts/", include(accounts)),
    path("first/clients", entrance.first_clients, name="first_clients"),
    path("first/link/<str:secret>", entrance.first, name="first"),
    path("join/<str:secret>", entrance.join, name="join"),
    path("profile", profile.profile, name="profile"),
    path("profile/sessions/end", profile.end_other_sessions, name="sessions_end"),
    path("profile/sessions/<int:pk>/end", profile.end_session, name="session_end"),
    path("profile/tokens", profile.make_token, name="tokens"),
    path("profile/tokens/<int:pk>/end", profile.revoke_token, name="token_revoke"),
    path("keys", keys.keys, name="keys"),
    path("settings", company.company, name="settings"),
    path("settings/members", members.members, name="members"),
    path("settings/members/new", members.member_new, name="member_new"),
    path("settings/members/<int:pk>", members.member, name="member"),
    path("settings/members/<int:pk>/invitations", members.invitations, name="member_invitations"),
    path("settings/members/<int:pk>/second-step/off", members.second_step, name="member_second_step_off"),
    path("settings/members/<int:pk>/departure", members.departure, name="member_departure"),
    path("settings/members/<int:pk>/comeback", members.comeback, name="member_comeback"),
    path("settings/departments", departments.departments, name="departments"),
    path("settings/departments/new", departments.department_new, name="department_new"),
    path("settings/departments/<int:pk>", departments.department, name="department"),
    path("settings/departments/<int:pk>/closing", departments.department_closing, name="department_closing"),
    path("settings/roles", roles.roles, name="roles"),
    path("settings/roles/new", roles.role_new, name="role_new"),
    path("settings/roles/<int:pk>", roles.roles, name="role"),
    path("settings/roles/<int:pk>/rights", roles.rights, name="rights"),
    path("settings/roles/<int:pk>/removal", roles.role_removal, name="role_removal"),
]
