"""Addresses of intake."""

from django.urls import path

from dms.intake import views

urlpatterns = [
    path("berkas-masuk/", views.batches, name="batches"),
    path("berkas-masuk/baru/", views.batch_new, name="batch_new"),
    path("berkas-masuk/<slug:public_id>/", views.batch, name="batch"),
    path("berkas-masuk/<slug:public_id>/kemajuan/", views.batch_progress, name="batch_progress"),
    path("berkas-masuk/<slug:public_id>/unggah/", views.batch_upload, name="batch_upload"),
    path("berkas-masuk/<slug:public_id>/gabung/", views.batch_join, name="batch_join"),
    path("berkas-masuk/<slug:public_id>/tanda-terima/", views.receipt, name="receipt"),
    path("berkas-masuk/<slug:public_id>/tanda-terima.csv", views.receipt_csv, name="receipt_csv"),
    path("fail/<slug:public_id>/halaman/", views.item_pages, name="item_pages"),
    path("fail/<slug:public_id>/halaman/<int:number>/", views.item_page_image, name="item_page_image"),
    path("fail/<slug:public_id>/sandi/", views.item_password, name="item_password"),
]
