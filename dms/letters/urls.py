"""Addresses of letters. Every address carries public ids only."""

from django.urls import path

from dms.letters.views import arranging, correcting, letter, media, pages, rereading, searching, worklist

urlpatterns = [
    path("", searching.home, name="home"),
    path("cari/", searching.results, name="results"),
    path("perlu-dilihat/", worklist.worklist, name="worklist"),
    path("baca-ulang/", rereading.run_list, name="reread_runs"),
    path("baca-ulang/<slug:public_id>/", rereading.reread_run, name="reread_run"),
    path("berkas-masuk/<slug:public_id>/baca-ulang/", rereading.reread_batch, name="reread_batch"),
    path("surat/<slug:public_id>/", letter.letter, name="letter"),
    path("surat/<slug:public_id>/isian/", letter.letter_fields, name="letter_fields"),
    path("surat/<slug:public_id>/tarik/", letter.letter_withdraw, name="letter_withdraw"),
    path("surat/<slug:public_id>/hal/<int:order>/gambar/", media.page_image, name="letter_page_image"),
    path("surat/<slug:public_id>/hal/<int:order>/kecil/", media.page_thumbnail, name="letter_page_thumbnail"),
    path("surat/<slug:public_id>/hal/<int:order>/kata/", media.page_words, name="letter_page_words"),
    path("surat/<slug:public_id>/hal/<int:order>/bacaan/", pages.record, name="letter_page_record"),
    path("surat/<slug:public_id>/hal/<int:order>/siapan/", pages.prepared, name="letter_page_prepared"),
    path("surat/<slug:public_id>/hal/<int:order>/baca-ulang/", pages.reread, name="letter_page_reread"),
    path("surat/<slug:public_id>/hal/<int:order>/terima/", pages.accept, name="letter_page_accept"),
    path("surat/<slug:public_id>/hal/<int:order>/betulkan/", correcting.correct, name="letter_page_correct"),
    path("surat/<slug:public_id>/hal/<int:order>/kunci/", correcting.lock, name="letter_page_lock"),
    path(
        "surat/<slug:public_id>/hal/<int:order>/betulkan/<slug:correction_id>/batal/",
        correcting.take_back,
        name="letter_correction_take_back",
    ),
    path("lembar-pemisah.pdf", arranging.separator, name="separator_sheet"),
    path("berkas-masuk/<slug:public_id>/susun/", arranging.arrange, name="arrange"),
    path("surat/<slug:public_id>/susun/", arranging.arrange_letter, name="arrange_letter"),
    path("berkas-masuk/<slug:public_id>/susun/sambung/", arranging.join_told, name="arrange_join_told"),
    path("surat/<slug:public_id>/hal/<int:order>/potong/", arranging.cut, name="letter_cut"),
    path("surat/<slug:public_id>/sambung/", arranging.join, name="letter_join"),
    path("surat/<slug:public_id>/hal/<int:order>/pindah/", arranging.move, name="letter_page_move"),
    path("surat/<slug:public_id>/hal/<int:order>/peran/", arranging.set_role, name="letter_page_role"),
    path("halaman-tersisih/<slug:public_id>/kembali/", arranging.take_back, name="page_take_back"),
    path("surat/<slug:public_id>/tanda/", media.letter_marks, name="letter_marks"),
    path("surat/<slug:public_id>/asli/<int:number>/", media.original, name="letter_original"),
    path("surat/<slug:public_id>/pdf/", media.searchable_pdf, name="letter_pdf"),
]
