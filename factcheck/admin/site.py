"""What the desk is called, and how one comes in."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin

admin.site.site_title = "The Record"
admin.site.site_header = "The Record"
admin.site.index_title = "The desk"
admin.site.empty_value_display = "–"
admin.site.enable_nav_sidebar = False  # its room is the form's; the first page and the breadcrumbs lead everywhere
admin.site.login = secure_admin_login(admin.site.login)  # allauth's, with its limits and the second factor
