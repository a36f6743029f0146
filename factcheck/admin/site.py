"""What the desk is called."""

from django.contrib import admin

admin.site.site_title = "The Record"
admin.site.site_header = "The Record"
admin.site.index_title = "The desk"
admin.site.empty_value_display = "–"
admin.site.enable_nav_sidebar = False  # its room is the form's; the first page and the breadcrumbs lead everywhere
