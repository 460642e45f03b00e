"""Every address of the product and every method it answers: for whom, with which words; asked by `test_access.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import PASSWORD

LETTER = "kanariperihal"
BODY = "kanariisi"
CODE = "kanarikode"
FILE = "kanarifail"
BATCH = "kanaribatch"
SECTION = "kanariunit"
PERSON = "kanariorang"
OFFICE = "kanarikantor"
FOLDER = "kanarimap"
CANARIES = (LETTER, BODY, CODE, FILE, BATCH, SECTION, PERSON, OFFICE, FOLDER)

Ids = Mapping[str, str]
Form = Callable[[Ids], dict[str, Any]]


@dataclass(frozen=True)
class Surface:
    """One method of one address: WHO gets STATUS and sees SHOWS in the body, or in Location after a POST.

    `target` names the object whose id stands in the address; `form` is what is sent, made of ids by their names.
    """

    name: str
    method: str
    who: str
    shows: str
    status: int = 200
    target: str = ""
    rest: tuple[int | str, ...] = ()
    query: str = ""
    form: Form = field(default=lambda ids: {})
    content_only: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def get(name: str, who: str, shows: str, **more: Any) -> Surface:
    return Surface(name, "GET", who, shows, **more)


def post(name: str, who: str, shows: str, form: Form, **more: Any) -> Surface:
    return Surface(name, "POST", who, shows, form=form, **more)


def letter(name: str, shows: str, **more: Any) -> Surface:
    """Return a surface that shows what a letter says, to a staff member of its section."""
    return get(name, "staff", shows, target="letter", content_only=True, **more)


def posted_letter(name: str, who: str, shows: str, form: Form, **more: Any) -> Surface:
    return post(name, who, shows, form, target="letter", content_only=True, **more)


def upload(ids: Ids) -> dict[str, Any]:
    file = SimpleUploadedFile(f"{FILE}.png", b"\x89PNG\r\n\x1a\n" + ids["batch"].encode())
    return {"file": file, "key": "kunci-baru", "path": f"map/{FILE}.png"}


def watched_folder(ids: Ids) -> dict[str, Any]:
    values = {"name": FOLDER, "path": ids["free path"], "unit": ids["section pk"], "responsible": ids["holder"]}
    return {**values, "is_enabled": "on", "seen_version": ids["folder version"]}


def new_person(ids: Ids) -> dict[str, Any]:
    values = {"name": PERSON, "login": "orang-baru", "unit": ids["section pk"], "title": "Staf", "role": "staff"}
    return {**values, "clearance": "0"}


def field_value(ids: Ids) -> dict[str, Any]:
    return {"name": "subject", "value": f"{LETTER} baru", "version": ids["letter version"]}


def confirmed(ids: Ids) -> dict[str, Any]:
    return {"subject": LETTER, "security": "biasa", "version": ids["letter version"]}


def correction(ids: Ids) -> dict[str, Any]:
    return {"x0": "0.1", "y0": "0.1", "x1": "0.2", "y1": "0.2", "text": BODY}


VISITORS = (
    get("account_login", "visitor", "Masuk ke Telusur"),
    post("account_login", "visitor", "/", lambda ids: {"login": "staf", "password": PASSWORD}, status=302),
    Surface("account_login", "PUT", "visitor", "Masuk ke Telusur"),
    get("account_signup", "visitor", "Akun dibuat oleh kantor"),
    post("account_signup", "visitor", "Akun dibuat oleh kantor", lambda ids: {"username": "x", "password1": "y"}),
    Surface("account_signup", "PUT", "visitor", "Akun dibuat oleh kantor"),
    get("account_inactive", "visitor", "Akun ini sudah dinonaktifkan"),
    post("set_language", "visitor", "/masuk/", lambda ids: {"language": "en", "next": "/masuk/"}, status=302),
    get("health", "visitor", "ok"),
    post("sample_sign_in", "visitor", "/", lambda ids: {"person": ids["cast member"]}, status=302),
)

OWN = (
    get("account_logout", "staff", "Keluar dari Telusur?"),
    post("account_logout", "staff", "/masuk/", lambda ids: {}, status=302),
    get("account_change_password", "staff", "Ganti kata sandi"),
    post("account_change_password", "staff", "Ganti kata sandi", lambda ids: {"oldpassword": "salah"}),
    Surface("account_change_password", "PUT", "staff", "Ganti kata sandi"),
    get("profile", "staff", SECTION),
    post("act_as", "staff", "/", lambda ids: {"position": ids["staff position"]}, status=302),
)

PEOPLE = (
    get("people", "auditor", PERSON),
    get("person", "auditor", PERSON, target="person"),
    get("person_new", "sysadmin", SECTION),
    post("person_new", "sysadmin", PERSON, new_person),
    post("person_active", "sysadmin", "/orang/", lambda ids: {"active": "0"}, target="person", status=302),
    get("settings", "sysadmin", OFFICE),
    post("settings", "sysadmin", "/pengaturan/", lambda ids: {"name": OFFICE, "time_zone": "Asia/Jakarta"}, status=302),
)

LETTERS = (
    get("home", "staff", LETTER),
    get("results", "staff", f"<mark>{BODY}", query=f"?q={BODY}"),
    get("worklist", "staff", LETTER),
    letter("letter", LETTER),
    letter("letter_fields", LETTER),
    posted_letter("letter_fields", "staff", f"{LETTER} baru", field_value),
    posted_letter("letter_withdraw", "registrar", "/", lambda ids: {"reason": "uji"}, status=302),
    letter("letter_page_image", BODY, rest=(1,)),
    letter("letter_page_thumbnail", BODY, rest=(1,)),
    letter("letter_page_words", BODY, rest=(1,)),
    letter("letter_page_record", BODY, rest=(1,)),
    letter("letter_page_prepared", BODY, rest=(1,)),
    posted_letter("letter_page_reread", "staff", "/surat/", lambda ids: {"level": "no"}, rest=(1,), status=302),
    posted_letter("letter_page_accept", "staff", "/perlu-dilihat/", lambda ids: {"kembali": "daftar"}, rest=(1,),
                  status=302),
    posted_letter("letter_page_correct", "staff", "/surat/", correction, rest=(1,), status=302),
    posted_letter("letter_page_lock", "staff", "/surat/", lambda ids: {}, rest=(1,), status=302),
    posted_letter("letter_correction_take_back", "staff", "/surat/", lambda ids: {}, rest=(1, "correction"),
                  status=302),
    letter("letter_marks", '"marks": [2]', query=f"?q={BODY}"),
    letter("letter_original", BODY, rest=(1,)),
    letter("letter_pdf", BODY),
    letter("letter_codes", CODE),
    posted_letter("letter_codes", "staff", CODE, lambda ids: {"code": ids["code"]}),
)  # fmt: skip

ARRANGING = (
    get("separator_sheet", "staff", "%PDF"),
    get("arrange", "registrar", LETTER, target="batch"),
    letter("arrange_letter", LETTER),
    post("arrange_join_told", "registrar", "/berkas-masuk/", lambda ids: {}, target="batch", status=302),
    posted_letter("letter_cut", "registrar", "Surat sudah dimulai", lambda ids: {}, rest=(1,), status=409),
    posted_letter("letter_join", "registrar", "Tidak ada surat sebelumnya", lambda ids: {}, status=409),
    posted_letter(
        "letter_page_move",
        "registrar",
        "/berkas-masuk/",
        lambda ids: {"target": ids["letter"], "place": "1"},
        rest=(1,),
        status=302,
    ),
    posted_letter(
        "letter_page_role", "registrar", "/berkas-masuk/", lambda ids: {"role": "annex"}, rest=(1,), status=302
    ),
    post("page_take_back", "registrar", "/berkas-masuk/", lambda ids: {}, target="aside", status=302),
)

VERIFICATION = (
    get("verification", "registrar", BATCH),
    post("verification_start", "registrar", "/periksa/", lambda ids: {"urut": "urutan"}, status=302),
    post("verification_undo", "staff", "/periksa/", lambda ids: {}, status=302),
    letter("verify", LETTER),
    posted_letter("verify", "staff", "/periksa/", confirmed, status=302),
    posted_letter("verify_skip", "staff", "/periksa/", lambda ids: {}, status=302),
    letter("verify_codes", CODE, query="?code=900"),
    letter("verify_senders", LETTER, query=f"?sender={LETTER}"),
)

REREADING = (
    get("reread_runs", "registrar", "Semua surat"),
    get("reread_run", "registrar", LETTER, target="reread run"),
    post("reread_batch", "registrar", "/baca-ulang/", lambda ids: {}, target="batch", status=302),
)

CODES = (
    get("codes", "staff", CODE),
    get("code", "staff", CODE, target="code"),
    post("code", "archivist", "/kode/", lambda ids: {"title": f"{CODE} baru"}, target="code", status=302),
)

INTAKE = (
    get("batches", "registrar", BATCH),
    get("batch_new", "registrar", SECTION),
    post("batch_new", "registrar", "/berkas-masuk/", lambda ids: {"unit": ids["section pk"]}, status=302),
    get("batch", "registrar", BATCH, target="batch"),
    get("batch_progress", "registrar", FILE, target="batch"),
    post("batch_upload", "registrar", '"line": 5', upload, target="batch", status=201),
    post("batch_known", "registrar", "Pilih fail", lambda ids: {}, target="batch", status=400),
    post("batch_part", "registrar", "Pilih fail", lambda ids: {}, target="batch", status=400),
    post("batch_join", "registrar", "/berkas-masuk/", lambda ids: {"item": [ids["item"], ids["second item"]]},
         target="batch", status=302),
    get("receipt", "registrar", FILE, target="batch"),
    get("receipt_csv", "registrar", FILE, target="batch"),
    get("receipt_xlsx", "registrar", "PK", target="batch"),
    get("receipt_pdf", "registrar", "%PDF-", target="batch"),
    get("receipt_checksums", "registrar", FILE, target="batch"),
    get("watched_folders", "registrar", FOLDER),
    get("watched_folder_new", "registrar", SECTION),
    post("watched_folder_new", "sysadmin", "/map-pantauan/", watched_folder, status=302),
    get("watched_folder", "registrar", FOLDER, target="folder"),
    post("watched_folder", "registrar", "/map-pantauan/", watched_folder, target="folder", status=302),
    get("item_pages", "registrar", BODY, target="read item"),
    get("item_page_image", "registrar", BODY, target="read item", rest=(1,)),
    get("item_password", "registrar", FILE, target="locked item"),
    post("item_password", "registrar", FILE, lambda ids: {"password": "salah"}, target="locked item"),
)  # fmt: skip

SURFACES = (*VISITORS, *OWN, *PEOPLE, *LETTERS, *ARRANGING, *VERIFICATION, *REREADING, *CODES, *INTAKE)
GUARDED = tuple(one for one in SURFACES if one.target or one.name in ("act_as", "sample_sign_in"))
"""Those that lead to one object by its id: for who may not see it, nothing may tell it from an id that is not there."""
