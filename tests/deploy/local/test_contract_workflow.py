"""The workflow of contracts in a browser, with the local service: worked through, retried, reviewed again, deleted."""

from __future__ import annotations

import io
import re

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from deploy.local.run_settings import BUCKET, TABLES

from .conftest import SAMPLE, pdf

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
STATE = "select.work-status"


@pytest.fixture
def word_contract():
    """The sample's text as a Word file."""
    document = docx.Document()
    for paragraph in SAMPLE.with_name("sample_contract.txt").read_text().split("\n\n"):
        document.add_paragraph(" ".join(paragraph.lstrip("# ").split()))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def locked_contract(short_contract):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(short_contract)))
    writer.encrypt(user_password="öffne, dich;", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def line(name):
    return f"tr:has-text('{name}')"


def drop(page, name, data, kind="application/pdf"):
    page.set_input_files("#files", [{"name": name, "mimeType": kind, "buffer": data}])


def ready(page, name):
    return page.wait_for_selector(f"tr.ready:has-text('{name}')")


def confirm(page, name, button, answer):
    page.click(f"{line(name)} button:text-is('{button}')")
    page.click(f"dialog button:text-is('{answer}')")


def test_a_state_is_kept_and_seen_at_once_on_another_page(open_page, reviewed):
    first, second = open_page(), open_page()
    place = f"{line('sample.pdf')} {STATE}"
    first.select_option(place, "in_progress")
    first.fill("dialog input", "Ann Lee")
    first.keyboard.press("Enter")
    second.wait_for_selector(f"{line('sample.pdf')} {STATE}.in_progress")
    second.wait_for_selector(f"{line('sample.pdf')} td.who:has-text('Ann Lee')")
    first.reload()
    ready(first, "sample.pdf")
    assert first.input_value(place) == "in_progress"
    first.focus(place)
    first.keyboard.type("Done")
    second.wait_for_selector(f"{line('sample.pdf')} {STATE}.done")
    assert first.evaluate("document.activeElement.matches('select.work-status')")
    second.select_option(place, "new")
    first.wait_for_selector(f"{line('sample.pdf')} {STATE}.new")
    assert first.inner_text(f"{line('sample.pdf')} td.who") == ""
    first.select_option(place, "in_progress")  # the name is asked for once
    second.wait_for_selector(f"{line('sample.pdf')} td.who:has-text('Ann Lee')")


def test_a_state_is_set_where_the_contract_is_read(open_page, reviewed):
    page, other = open_page(), open_page()
    page.goto(page.url.split("#")[0] + reviewed)
    page.select_option(f".review {STATE}", "done")
    other.wait_for_selector(f"{line('sample.pdf')} {STATE}.done")
    other.select_option(f"{line('sample.pdf')} {STATE}", "new")
    page.wait_for_selector(f".review {STATE}.new")
    page.route("**/contracts/*", lambda route: route.fulfill(status=403, json={"error": {"message": "Not now."}}))
    page.select_option(f".review {STATE}", "done")
    page.wait_for_selector(".review .reason:has-text('The state was not saved. Not now.')")
    assert page.input_value(f".review {STATE}") == "new"


def test_a_contract_is_found_by_a_word_of_its_clauses(open_page, reviewed):
    page = open_page()
    page.fill(".bar input", "principles conflict")
    ready(page, "sample.pdf")
    page.fill(".bar input", "principles xylophone")
    page.wait_for_selector(".empty:has-text('No contract matches')")


def test_the_name_can_be_kept_back_and_changed(open_page, axe, reviewed):
    page = open_page()
    place = f"{line('sample.pdf')} {STATE}"
    page.select_option(place, "new")
    page.wait_for_selector(f"{place}.new")
    page.select_option(place, "in_progress")
    page.wait_for_selector("dialog")
    axe(page)
    page.keyboard.press("Escape")
    page.wait_for_selector(f"{place}.in_progress")
    assert page.inner_text(f"{line('sample.pdf')} td.who") == ""
    page.select_option(place, "new")
    page.wait_for_selector(f"{place}.new")
    for name in ("Ann Lee", "Bo Chen"):
        if name == "Ann Lee":
            page.select_option(place, "in_progress")
        else:
            page.click("header button:text-is('Ann Lee')")
        page.fill("dialog input", name)
        page.click("dialog button:text-is('Save')")
        page.wait_for_selector("dialog", state="detached")
    page.select_option(place, "in_progress")
    page.click("header button:text-is('Bo Chen')")
    page.keyboard.press("Escape")


def test_a_locked_contract_is_opened_with_its_password_which_is_kept_nowhere(open_page, local, locked_contract):
    page = open_page()
    drop(page, "locked.pdf", locked_contract)
    field = f"{line('locked.pdf')} input[type=password]"
    page.fill(field, "wrong guess")
    with page.expect_response("**/review"):
        page.keyboard.press("Enter")
    page.reload()  # The service has it as pending now, so the field that appears is that of the second failure.
    page.wait_for_selector(field)
    page.fill(field, "öffne, dich;")
    page.click(f"{line('locked.pdf')} button:text-is('Review')")
    ready(page, "locked.pdf")
    forms = ["öffne, dich;".encode(), b"\\u00f6ffne, dich;", b"wrong guess"]
    written = [path for path in local.folder.rglob("*") if path.is_file()]
    assert written and not [path.name for path in written if any(form in path.read_bytes() for form in forms)]
    s3 = local.client("s3")
    for prefix in ("outbound/", "failed/"):
        for key in local.objects(prefix):
            body = s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
            assert not any(form in body for form in forms)


def test_a_word_file_is_reviewed_and_read_as_text(open_page, axe, word_contract):
    page = open_page()
    drop(page, "platform.docx", word_contract, WORD)
    row = ready(page, "platform.docx")
    assert "PLATFORM, LICENCE AND SUPPORT AGREEMENT" in row.inner_text()
    row.query_selector("a.name").click()
    page.wait_for_selector(".reviewed .mark")
    page.click("#tab-clauses")
    page.click(".clause:has-text('Governing Law')")
    assert re.search(r"paragraph \d+ · ", page.inner_text(".clause[aria-pressed='true']"))
    assert re.search(r"platform\.docx · \d+ paragraphs", page.inner_text("body"))
    assert not re.search(r"\bpage \d", page.inner_text("body"), re.IGNORECASE)
    marked = page.wait_for_selector(".reviewed .now")
    assert "laws of the State of Delaware" in re.sub(r"\s+", " ", marked.inner_text()) and marked.is_visible()
    page.click(".reviewed .mark[title='Insurance'] >> nth=0")
    assert page.locator(".clause[aria-pressed='true']").count() == 1
    axe(page)
    page.click(".corrections button:text-is('Right')")
    page.wait_for_selector(".keeping:has-text('Marks are saved')", state="attached")
    page.reload()
    page.click("#tab-clauses")
    page.wait_for_selector(".clause .tag.right")


def test_damaged_and_false_word_files_say_what_to_do(open_page):
    page = open_page()
    drop(page, "cut.docx", b"PK\x03\x04 and nothing more", WORD)
    drop(page, "false.docx", b"%PDF-1.7", WORD)
    page.wait_for_selector(".refused:has-text('This is not a Word file (.docx)')")
    assert "save it again" in page.wait_for_selector(".failed:has-text('cut.docx')").inner_text()


def test_another_playbook_reviews_again_and_a_wrong_one_leaves_the_review(open_page, reviewed):
    page = open_page()
    confirm(page, "sample.pdf", "Review again…", "Cancel")
    page.click(f"{line('sample.pdf')} button:text-is('Review again…')")
    page.fill("dialog input", "nobodys")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{line('sample.pdf')} .reason:has-text('Name one of: default, ours')")
    assert page.is_visible(f"{line('sample.pdf')}:has(.reason) a.name")
    page.click(f"{line('sample.pdf')} button:text-is('Review again…')")
    page.fill("dialog input", "default")
    page.click("dialog button:text-is('Review again')")
    page.wait_for_selector("tr.ready:has-text('sample.pdf'):has-text('playbook default')")
    assert page.locator(f"{line('sample.pdf')} .reason").count() == 0


def test_a_second_playbook_raises_its_own_flags_and_marks_wait_for_the_first(open_page, short_contract):
    page = open_page()
    drop(page, "two-rules.pdf", short_contract)
    ready(page, "two-rules.pdf").query_selector("a.name").click()
    page.click("#tab-flags")
    first = page.inner_text(".flag >> nth=0 >> p >> nth=0")
    page.click(".flag >> nth=0 >> [data-mark='r']")
    page.wait_for_selector(".keeping:has-text('Marks are saved')", state="attached")
    for playbook, name in (("ours", "Ours"), ("default", "Default")):
        page.click(".back")
        page.click(f"{line('two-rules.pdf')} button:text-is('Review again…')")
        page.fill("dialog input", playbook)
        page.keyboard.press("Enter")
        page.click(f"tr.ready:has-text('two-rules.pdf'):has-text('playbook {playbook}') a.name")
        page.click("#tab-flags")
        page.wait_for_selector(f".panel.flags:has-text('Checked against the playbook “{name}”')")
        ours = page.locator(".flag:has-text('Our warehouses stop without the software.')").count()
        assert ours == (playbook == "ours")
        kept = ".panel.flags ul.gone li" if playbook == "ours" else ".flag:has([data-mark='r'][aria-pressed='true'])"
        assert first.partition(" ")[2][:40] in page.inner_text(kept)


def test_a_contract_is_deleted_after_a_question_with_all_that_belongs_to_it(open_page, local, short_contract):
    page, other = open_page(), open_page()
    before = {prefix: set(local.objects(prefix)) for prefix in ("inbound/", "outbound/")}
    drop(page, "to-delete.pdf", short_contract)
    ready(page, "to-delete.pdf")
    other.reload()
    ready(other, "to-delete.pdf")
    confirm(page, "to-delete.pdf", "Delete…", "Cancel")
    assert page.locator(line("to-delete.pdf")).count() == 1
    page.focus(f"{line('to-delete.pdf')} button:text-is('Delete…')")
    page.keyboard.press("Enter")
    page.focus("dialog button:text-is('Delete')")
    page.keyboard.press("Enter")
    page.wait_for_selector(line("to-delete.pdf"), state="detached")
    other.wait_for_selector(line("to-delete.pdf"), state="detached")
    assert before == {prefix: set(local.objects(prefix)) for prefix in before}


def test_the_same_file_twice_is_shown_as_such(open_page, reviewed):
    page = open_page()
    page.set_input_files("#files", [pdf("sample-again.pdf", SAMPLE.read_bytes())])
    ready(page, "sample-again.pdf")
    page.click(f"{line('sample-again.pdf')} .same a")
    page.wait_for_selector(".findings")
    assert page.evaluate("location.hash") == reviewed


def test_a_failed_contract_is_tried_again(open_page, local, short_contract):
    page = open_page()
    drop(page, "unlucky.pdf", short_contract)
    link = ready(page, "unlucky.pdf").query_selector("a.name").get_attribute("href")
    local.client("dynamodb").update_item(
        TableName=TABLES["Contracts"],
        Key={"contract_id": {"S": link.removeprefix("#/contracts/")}},
        UpdateExpression="SET #status = :failed, #error = :error ADD version :one REMOVE output_uri",
        ExpressionAttributeNames={"#status": "status", "#error": "error"},
        ExpressionAttributeValues={
            ":failed": {"S": "failed"},
            ":error": {"M": {"code": {"S": "unavailable"}, "message": {"S": "The reviewer did not take it."}}},
            ":one": {"N": "1"},
        },
    )
    page.reload()
    page.click(f"{line('unlucky.pdf')} button:text-is('Try again')")
    ready(page, "unlucky.pdf")


def test_a_failed_contract_is_deleted_for_good(open_page):
    page = open_page()
    drop(page, "gone.pdf", b"%PDF-1.7 and nothing more")
    page.wait_for_selector(".failed:has-text('gone.pdf')")
    confirm(page, "gone.pdf", "Delete…", "Delete")
    page.wait_for_selector(line("gone.pdf"), state="detached")
    page.reload()
    page.wait_for_selector(".link.on")
    assert page.locator(line("gone.pdf")).count() == 0
