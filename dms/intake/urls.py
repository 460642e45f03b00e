"""Addresses of intake."""

from django.urls import path

from dms.intake.views import batches, folders, items, receipts, uploads

urlpatterns = [
    path("berkas-masuk/", batches.batches, name="batches"),
    path("berkas-masuk/baru/", batches.batch_new, name="batch_new"),
    path("berkas-masuk/<slug:public_id>/", batches.batch, name="batch"),
    path("berkas-masuk/<slug:public_id>/kemajuan/", batches.batch_progress, name="batch_progress"),
    path("berkas-masuk/<slug:public_id>/unggah/", batches.batch_upload, name="batch_upload"),
    path("berkas-masuk/<slug:public_id>/sudah-ada/", uploads.batch_known, name="batch_known"),
    path("berkas-masuk/<slug:public_id>/bagian/", uploads.batch_part, name="batch_part"),
    path("berkas-masuk/<slug:public_id>/gabung/", batches.batch_join, name="batch_join"),
    path("berkas-masuk/<slug:public_id>/tanda-terima/", receipts.receipt, name="receipt"),
    path("berkas-masuk/<slug:public_id>/tanda-terima.csv", receipts.receipt_csv, name="receipt_csv"),
    path("berkas-masuk/<slug:public_id>/tanda-terima.xlsx", receipts.receipt_xlsx, name="receipt_xlsx"),
    path("berkas-masuk/<slug:public_id>/tanda-terima.pdf", receipts.receipt_pdf, name="receipt_pdf"),
    path("berkas-masuk/<slug:public_id>/SHA256SUMS", receipts.receipt_checksums, name="receipt_checksums"),
    path("map-pantauan/", folders.watched_folders, name="watched_folders"),
    path("map-pantauan/baru/", folders.watched_folder_new, name="watched_folder_new"),
    path("map-pantauan/<slug:public_id>/", folders.watched_folder, name="watched_folder"),
    path("fail/<slug:public_id>/halaman/", items.item_pages, name="item_pages"),
    path("fail/<slug:public_id>/halaman/<int:number>/", items.item_page_image, name="item_page_image"),
    path("fail/<slug:public_id>/sandi/", items.item_password, name="item_password"),
]
