from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.findings import Finding
from model.summary.fallbacks.relevance import is_about_it, may_be


def about(category: str, text: str, words: str) -> bool:
    document = document_from_text(text.encode(), "contract", 10)
    begin = document.text.index(words)
    inside = document.segments_in(begin, begin + len(words))
    finding = Finding(category, inside[0].id, inside[-1].id + 1, begin, begin + len(words), 0.9)
    return is_about_it(document, finding)


@pytest.mark.parametrize(
    ("text", "governs"),
    [
        ("“Guarantor” means Harrow Care, a corporation organized under the laws of the State of Delaware.", False),
        ("Copying this form violates the copyright laws of the United States.", False),
        ("It is organized under the laws of Ohio, and this Agreement is governed by the laws of Ohio.", True),
        ("The laws of Ohio apply.", True),
        ("The Area Franchise Agreement requires application of the laws of Ohio. Ours may differ.", False),
        ("Franchisees should consult counsel to determine the applicability of Ohio laws to this form.", False),
        ("This Franchise Agreement requires application of the laws of Ohio.", True),
        ("Entire agreement: this Agreement replaces all that the parties have said before.", False),
        ("The State of New York.", True),
    ],
)
def test_the_law_of_a_company_or_of_copyright_does_not_govern_the_contract(text, governs):
    assert about("Governing Law", text, text) is governs


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("The employment shall terminate effective as of August 31, 2020.", False),
        ("The effective date of your resignation from the Company is August 31, 2020.", False),
        ("We agree to the termination of your employment by Brook effective as of August 31, 2020.", False),
        ("He acknowledges termination of his employment effective upon August 31, 2020.", False),
        ("This Agreement is effective as of August 31, 2020.", True),
    ],
)
def test_the_day_on_which_something_terminates_is_not_the_beginning(text, begins):
    assert about("Effective Date", text, "August 31, 2020") is begins


@pytest.mark.parametrize(
    "stamp", ["Last modified:", "Last updated on", "Updated:", "last reviewed", "Rev.", "Created Date:"]
)
def test_the_day_on_which_a_page_was_last_changed_is_not_that_of_the_contract(stamp):
    assert not about("Agreement Date", f"Terms of Use\n\n{stamp} May 2, 2020\n\nYou agree to them.", "May 2, 2020")


@pytest.mark.parametrize(
    "text",
    [
        "In consideration of the Employee's resignation of employment effective August 31, 2020, they agree.",
        "Quill's employment is ending effective August 31, 2020.",
        "Effective as of August 31, 2020 (the “Separation Date”), Quill leaves the board.",
        "The effective work began since August 31, 2020.",
        "It is due in the years commencing with the fiscal year ending August 31, 2020.",
        "The bylaws remain in full force and effect on August 31, 2020.",
        "This Article 4 shall not become effective if there is no sale from August 31, 2020 on.",
        "This Section 2.3 will become effective on August 31, 2020.",
        "The shares issued on August 31, 2020 vest as of the Effective Date.",
    ],
)
def test_the_end_of_an_employment_or_the_beginning_of_a_part_is_not_the_contracts_beginning(text):
    assert not about("Effective Date", text, "August 31, 2020")


def test_the_day_on_which_somebody_is_born_is_not_the_contracts():
    assert not about("Agreement Date", "Date of Birth: 08/13/1972 Sex: Male", "08/13/1972")


@pytest.mark.parametrize(
    ("category", "text", "counts"),
    [
        ("Minimum Commitment", "Harrow will provide Availability for at least 99.9% of each month.", False),
        ("Minimum Commitment", "Each product is covered by a 99.5% uptime commitment.", False),
        ("Minimum Commitment", "The portal is available 99 percent of the time, as measured by Harrow.", False),
        ("Minimum Commitment", "Buyer shall order at least 90% of its units, subject to availability.", True),
        ("Minimum Commitment", "The logo is at least one inch wide, and online 90 pixels.", False),
        ("Minimum Commitment", "Each specimen lies on at least four slides, ten microns thick.", False),
        ("Minimum Commitment", "If the vendor’s minimum order quantity is larger, Mill asks Buyer.", False),
        ("Minimum Commitment", "Mill shall supply at least 900 slides per month.", True),
        ("Minimum Commitment", "Buyer’s minimum order quantity for each month is 400 lamps.", True),
        ("Parties", "company limited", False),
        ("Parties", "financial holding company", False),
        ("Parties", "Charity No", False),
        ("Parties", "Representative: Ann Brook", False),
        ("Parties", "U.S.A.", False),
        ("Parties", "Harrow Company Limited", True),
        ("Parties", "Company", True),
        ("Parties", "Harrow", True),
        ("Joint Ip Ownership", "You may not claim that news were created jointly by you and Harrow.", False),
        ("Joint Ip Ownership", "The parties jointly own the inventions, and may so state.", True),
        ("Uncapped Liability", "Harrow and its directors exclude all liability for any loss.", False),
        ("Uncapped Liability", "Neither party is liable for lost profits or other indirect damages.", False),
        ("Uncapped Liability", "Subject to Section 9, neither party is liable for lost profits.", True),
        ("Uncapped Liability", "Neither party is liable for lost profits, except for a breach of Section 8.", True),
        ("Revenue/Profit Sharing", "Commissions are paid to Vendor by wire transfer.", False),
        ("Revenue/Profit Sharing", "Commissions of 5% are paid to Vendor by wire transfer.", True),
        ("Covenant Not To Sue", "You agree not to use the site in connection with contests or chain letters.", False),
        ("Covenant Not To Sue", "Vendor shall not use the marks to contest the title of Harrow.", True),
        ("Ip Ownership Assignment", "Harrow shall assign a booth at the fair to Vendor.", False),
        ("Ip Ownership Assignment", "Vendor shall assign the rooms and all title to them to Harrow.", True),
        ("Uncapped Liability", "Nothing in this Agreement excludes any liability for fraud.", True),
    ],
)
def test_a_level_of_service_publicity_and_an_exclusion_are_not_what_their_words_resemble(category, text, counts):
    assert about(category, text, text) is counts


def test_the_day_on_which_a_version_was_published_is_not_that_of_the_agreement():
    text = "Affiliate terms\n\nDated: March 2, 2019\n\nVersion: 3.2\n"
    assert not about("Agreement Date", text, "March 2, 2019")
    assert about("Agreement Date", text.replace("Version", "Parties"), "March 2, 2019")


@pytest.mark.parametrize(
    ("category", "text", "is_one"),
    [
        ("Revenue/Profit Sharing", "Whoever cancels pays a withdrawal fee of 30% of the price.", False),
        ("Revenue/Profit Sharing", "It pays 50% of its revenue, and no cancellation charge.", True),
        ("Non-Compete", "Dealer will not entice Vendor's workers or consultants away for a year.", False),
        ("Non-Compete", "(b) Recruit or hire anybody employed by Vendor.", False),
        ("Non-Compete", "Partner will not hire Vendor's staff, nor sell competing lamps.", True),
        ("Joint Ip Ownership", "“Work” means all that Consultant creates solely or jointly with others.", False),
        ("Joint Ip Ownership", "What Vendor makes jointly with others is owned jointly by both parties.", True),
        ("Audit Rights", "Buyer carries out an inspection of the Goods within two days of delivery.", False),
        ("Audit Rights", "Buyer may inspect the goods and Vendor's records on delivery.", True),
    ],
)
def test_words_of_a_category_that_are_about_something_else_are_not_of_it(category, text, is_one):
    assert about(category, text, text) is is_one


@pytest.mark.parametrize(
    ("category", "text", "words", "counts"),
    [
        ("Renewal Term", "The first three months are a probation. We may extend this period by a month.", "We", False),
        ("Renewal Term", "The probation is three months. We may extend the term by a year.", "We", True),
        ("Cap On Liability", "The sum to be refunded by you shall not exceed what Harrow paid.", "The", False),
        ("Cap On Liability", "Harrow's liability is to refund the fees, and no refund will exceed $5.", "Har", True),
    ],
)
def test_a_longer_probation_is_no_renewal_and_the_most_that_is_refunded_no_cap(category, text, words, counts):
    assert about(category, text, text[text.index(words) :]) is counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Consultant agrees that it will not solicit or induce any customer of Harrow.", False),
        ("Consultant agrees that it will not solicit any customer or employee of Harrow.", True),
        ("Consultant shall not hire anybody from Harrow or solicit its customers.", True),
        ("The Employee shall not divert or take away the patronage of a client before the end of employment.", False),
        ("Contractor agrees not to solicit business from the clients for whom Contractor worked.", False),
        ("2. any client that bought cloth in the year before the end of the Employee's employment.", False),
        ("The Employee shall not solicit clients, or induce any worker of Harrow to leave.", True),
        ("You shall not solicit any customer or hire any person who was employed by Harrow.", True),
    ],
)
def test_whoever_may_not_solicit_customers_is_not_barred_from_soliciting_staff_by_being_called_consultant(text, counts):
    assert about("No-Solicit Of Employees", text, text) is counts


@pytest.mark.parametrize(
    ("may", "cases", "at_will"),
    [
        (
            "Mill may terminate this Agreement with ten days' notice to Shop,",
            "(i) if Shop closes; (ii) it moves.",
            False,
        ),
        ("Mill may terminate this Agreement with ten days' notice to Shop:", "(a) upon a strike; (b) a flood.", False),
        ("Mill may terminate this Agreement without cause with ten days' notice,", "(i) if Shop closes.", True),
        ("Mill may terminate this Agreement with ten days' notice to Shop,", "(i) the Shop being told why.", True),
    ],
)
def test_a_right_to_end_the_contract_in_the_cases_listed_below_it_is_none_for_convenience(may, cases, at_will):
    assert about("Termination For Convenience", f"{may} {cases}", may) is at_will


@pytest.mark.parametrize(
    ("text", "name", "party"),
    [
        ("Harrow AG has its office at Mill Lane 9, 9901 Elmstadt, Switzerland.", "Elmstadt", False),
        ("Harrow AG, with an office in Elmstadt, Ohio, and Quill agree.", "Elmstadt", False),
        ("Harrow Ltd of 18 Mill Road, Elmstadt, Victoria (Harrow) and Quill agree.", "Elmstadt", False),
        ("Harrow Ltd, of Mill House, Elmbury, Co. Cork (the Miller), sells.", "Elmbury", False),
        ("Harrow Ltd, of Mill House, Elmbury, Co. Cork (the Miller), sells.", "Elmbury, Co. Cork", False),
        ("between\n\nHarrow A/S\nMill Road 9\nDK-8700 Elmstadt\n(the Mill)\n", "Elmstadt", False),
        ("Harrow Ltd, of Mill House, and of 4 Mill Road, Elm Weavers (the Miller), sell.", "Elm Weavers", True),
        ("This contract is made between Harrow, Ohio, and Quill.", "Harrow", True),
        ("It is made in Ohio by Elmstadt, which pays.", "Elmstadt", True),
    ],
)
def test_the_town_of_an_address_is_no_party(text, name, party):
    assert about("Parties", text, name) is party


@pytest.mark.parametrize(
    ("text", "committed"),
    [
        ("Threshold: $1.00 minimum payout, and less is kept.", False),
        ("If the event does not meet the minimum capacity required to proceed.", False),
        ("Commissions must be held for a minimum of 30 days before redeeming.", False),
        ("If Vendor misses the uptime of 99.9%, Buyer receives a service credit of 10% of the monthly fee.", False),
        ("Sellers set their own prices.", False),
        ("Minimum price is $2.", False),
        ("Payouts are credited within 3 to 4 working days.", False),
        ("Buyer shall purchase a minimum of 30 pumps.", True),
        ("Orders of at least 40 crates are processed within two days, and Buyer must place ten of them.", True),
    ],
)
def test_what_is_paid_out_held_attended_or_asked_at_least_is_no_minimum_commitment(text, committed):
    assert about("Minimum Commitment", text, text) is committed


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("If you do not agree, you may not participate in the program.", False),
        ("Fernboard is not affiliated with or endorsed by Harrow, Inc.", False),
        ("Buyer shall not sell competing pumps.", True),
    ],
)
def test_acceptance_and_endorsement_bind_nobody_not_to_compete(text, bound):
    assert about("Non-Compete", text, text) is bound


def test_a_line_on_the_effective_date_and_a_weekday_are_no_date_of_the_contract():
    text = "Stallholder Agreement\n\nEffective August 19, 2026\n\nPayment is due on Friday. It was made on May 2, 2020."
    assert not about("Agreement Date", text, "August 19, 2026")
    assert not about("Agreement Date", text, "Friday")
    assert about("Agreement Date", text, "May 2, 2020")


def test_a_field_of_a_line_on_the_effective_date_is_no_date_of_the_contract():
    text = "Stallholder Agreement\n\nVersion 1.0 · Effective: 19 August 2026 · For every stall\n\nYou sell pots."
    assert not about("Agreement Date", text, "19 August 2026")
    assert about("Effective Date", text, "19 August 2026")


def test_a_numbered_heading_alone_is_no_clause():
    text = "04 Commission and payouts\n\nVendor keeps 10% of the revenue as its commission."
    assert not about("Revenue/Profit Sharing", text, "04 Commission and payouts")
    assert about("Revenue/Profit Sharing", text, "Vendor keeps 10% of the revenue as its commission.")


def test_half_of_an_effective_date_is_not_the_date_of_the_agreement():
    text = "Effective Date: March 2, 2019\n\nBetween the mill and the dealer.\n"
    assert not about("Agreement Date", text, "Date: March 2, 2019")
    assert about("Agreement Date", text.replace("Effective Date", "Date"), "Date: March 2, 2019")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Elmbury", "HARROW LIMITED whose registered office is at Mill House, Elmbury Road, Brookham, Surrey"),
        ("Brook Lea Industrial", "HARROW LIMITED whose registered office is at Unit 9, Brook Lea Industrial Estate"),
        ("P.R.China", "SUPPLY AGREEMENT (P.R.China) between Harrow Ltd and Quillmark Ltd"),
    ],
)
def test_a_place_in_an_address_is_no_party(words, text):
    assert not about("Parties", text, words)
    assert about("Parties", "This contract is between Elmbury Road Ltd and Quillmark.", "Quillmark")


def test_the_day_from_which_terms_are_effective_is_not_one_on_which_anybody_agreed():
    text = "THESE TERMS AND CONDITIONS ARE EFFECTIVE FROM 1st May 2021\n\nFern stalls\n\nEffective: 2 June 2022\n\n"
    assert not about("Agreement Date", text, "1st May 2021")
    assert not about("Agreement Date", text, "2 June 2022")


@pytest.mark.parametrize(
    ("text", "assigned"),
    [
        ("The dealer assigns its co-ownership of the new item to us as security.", False),
        ("Title to the goods passes to Buyer when they are paid for.", False),
        ("Title to the goods and to the copyright in their designs passes to Buyer.", True),
    ],
)
def test_ownership_of_goods_is_no_intellectual_property(text, assigned):
    assert about("Ip Ownership Assignment", text, text) is assigned


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("“Loom Starting Date” means August 31, 2020.", False),
        ("“Pilot Commencement Date” shall be August 31, 2020.", False),
        ("The looms begin to run on August 31, 2020 (the “Loom Starting Date”).", False),
        ("“Loom Treaty” means the treaty that became effective on August 31, 2020.", False),
        ("“Effective Date” means August 31, 2020.", True),
        ("“Commencement Date” means August 31, 2020.", True),
        ("This Amendment is effective as of August 31, 2020 (the “Amendment Date”).", True),
        ("“Contract Period” means the time commencing on August 31, 2020.", True),
    ],
)
def test_a_day_that_is_defined_by_another_name_or_with_a_thing_is_not_the_contracts_beginning(text, begins):
    assert about("Effective Date", text, "August 31, 2020") is begins


def test_a_day_that_is_defined_by_another_name_is_not_that_of_the_contract():
    dated = "This Agreement is made as of August 31, 2020 (the “Closing Date”)."
    assert about("Agreement Date", dated, "August 31, 2020")
    assert not about("Agreement Date", "The looms stop by August 31, 2020 (the “Long Stop Date”).", "August 31, 2020")
    assert not about("Agreement Date", "“Loom Treaty” means the treaty of August 31, 2020.", "August 31, 2020")


def test_a_day_that_is_defined_by_another_name_is_not_the_end():
    day = "means the day on which the term of the pilot is to end, August 31, 2020."
    assert not about("Expiration Date", f"“Loom Stop Date” {day}", day)
    assert about("Expiration Date", f"“Expiration Date” {day}", day)


@pytest.mark.parametrize(
    ("text", "of_ip"),
    [
        ("Buyer shall acquire sole title to the Coating Equipment and the software required to operate it.", False),
        ("Seller transfers to Buyer all right, title and interest in and to the Shares.", False),
        ("Ownership of all land and buildings passes to Buyer.", False),
        ("Buyer shall acquire title to the Coating Equipment and to all inventions.", True),
        ("Buyer shall acquire title to the Coating Equipment and the software.", True),
    ],
)
def test_title_to_goods_land_or_shares_is_no_intellectual_property(text, of_ip):
    assert about("Ip Ownership Assignment", text, text) is of_ip


@pytest.mark.parametrize(
    ("category", "text", "is_about"),
    [
        ("Covenant Not To Sue", "You shall not claim in any advertising that your kites are endorsed by us.", False),
        ("Covenant Not To Sue", "Dealer shall not represent itself to be an agent of Harrow.", False),
        ("Covenant Not To Sue", "You may not suggest or imply our endorsement of your kites.", False),
        ("Covenant Not To Sue", "Dealer may not make any claims about the kites that are not on the label.", False),
        ("Covenant Not To Sue", "Licensee shall not claim that the patents are invalid.", True),
        ("Covenant Not To Sue", "Licensee shall not claim any right in the marks.", True),
        ("Covenant Not To Sue", "Dealer shall not claim that Harrow endorses it, nor contest its title.", True),
        (
            "Covenant Not To Sue",
            "Dealer shall not claim that its kites are endorsed by Harrow, and shall not contest the marks.",
            True,
        ),
        ("Non-Compete", "Recruit any member to join other sites that are competitive to Harrow.", False),
        ("Non-Compete", "You agree not to invite members to switch to any competing site.", False),
        ("Non-Compete", "Use the site to harass or stalk another member.", False),
        ("Non-Compete", "You may not recruit members to join a competing site, or run a competing site.", True),
        ("Non-Compete", "Dealer shall not solicit customers to use kites and shall not sell competing kites.", True),
    ],
)
def test_what_is_said_in_public_and_how_users_behave_are_neither_given_up_rights_nor_restraints(
    category, text, is_about
):
    assert about(category, text, text) is is_about


@pytest.mark.parametrize(
    ("category", "text", "is_about"),
    [
        (
            "Audit Rights",
            "Seller may inspect the kites on Buyer's premises and verify that the goods are defective.",
            False,
        ),
        ("Audit Rights", "Neither side may deny the other access to the goods to verify the defect.", False),
        ("Audit Rights", "At the end, delete or return all personal data, as stated in the section below.", False),
        ("Audit Rights", "It may share these data with other bodies responsible for auditing public funds.", False),
        ("Audit Rights", "Buyer may inspect the factory and any defective goods in it.", True),
        (
            "Audit Rights",
            "Buyer may audit the books, and share the data with bodies responsible for auditing funds.",
            True,
        ),
        ("Audit Rights", "Vendor deletes the data and gives Buyer access to verify it.", True),
        ("Audit Rights", "Vendor makes available what shows its compliance, and allows audits.", True),
        ("Minimum Commitment", "Latency shall not exceed 200ms, and at least 1000 Mbps will be maintained.", False),
        ("Minimum Commitment", "Buyer shall order a bandwidth of at least 1000 Mbps each month.", True),
    ],
)
def test_goods_data_and_speeds_are_no_audits_and_no_minimum_that_is_bought(category, text, is_about):
    assert about(category, text, text) is is_about


def test_a_lead_in_to_rules_of_conduct_restrains_no_business():
    rules = "You agree not to:\n- send spam or viruses\n- encourage other members to move to a competing site\n"
    assert not about("Non-Compete", rules, "You agree not to:")
    assert about("Non-Compete", "You agree not to:\n- compete with Harrow\n- send spam\n", "You agree not to:")


@pytest.mark.parametrize(
    ("category", "text", "is_about"),
    [
        ("Revenue/Profit Sharing", "A quarter of the shares of the partner shall vest after a year.", False),
        ("Revenue/Profit Sharing", "A quarter of the profits of the mill is paid to the partner.", True),
        ("Minimum Commitment", "Each partner shall devote a minimum of ten hours per week to the mill.", False),
        ("Minimum Commitment", "Buyer shall order a minimum of ten hours of work per week.", True),
        ("Notice Period To Terminate Renewal", "It shall renew each year unless terminated by either party.", False),
        ("Notice Period To Terminate Renewal", "It shall renew each year unless terminated before by notice.", True),
    ],
)
def test_shares_that_vest_hours_of_work_and_ends_without_notice_are_something_else(category, text, is_about):
    assert about(category, text, text) is is_about


def test_the_number_of_a_company_is_no_date_and_neither_is_a_single_word():
    assert not about("Agreement Date", "Brook Mills (Registration No: 2026/001414/07) sells wool.", "2026/001414/07")
    assert not about("Effective Date", "It is made as of the date of the order.", "date")


def test_a_list_of_who_may_buy_makes_nothing_exclusive():
    text = "Lamps are sold exclusively to:\n- Registered businesses of the trade;\n- Persons of age.\nBye."
    for words in ("Lamps are sold exclusively to:", "- Registered businesses of the trade;", "- Persons of age."):
        assert not about("Exclusivity", text, words)
    dealer = text.replace("Registered businesses of the trade", "Dealer in Ohio")
    for words in ("Lamps are sold exclusively to:", "- Dealer in Ohio;", "- Persons of age."):
        assert about("Exclusivity", dealer, words)


@pytest.mark.parametrize(
    ("category", "text", "is_one"),
    [
        ("Warranty Duration", "Faulty looms may be rejected, or accepted at a lower price.", False),
        ("Warranty Duration", "Tenant takes the hall as is, except as stated here.", False),
        ("Warranty Duration", "Tenant shall inspect the premises and report any fault within 7 days.", False),
        ("Warranty Duration", "Buyer shall inspect the looms and report any defect within 30 days.", True),
        ("Warranty Duration", "The looms are warranted for 12 months.", True),
        ("Volume Restriction", "The selling price must never exceed the price on the label.", False),
        ("Volume Restriction", "The mill house takes a maximum of 4 adult guests.", False),
        ("Volume Restriction", "Usage shall not exceed 500 calls a day.", True),
        ("Insurance", "The basic cover is limited. It is not full insurance, but a share of the value.", False),
        ("Insurance", "The limit in clause 14.2 is raised from EUR 500,000 to EUR 900,000.", False),
        ("Insurance", "The limit of $500,000 in clause 9 (insurance) becomes $900,000.", True),
        ("Insurance", "The carrier's plan is not insurance, and the shipper shall maintain its own insurance.", True),
    ],
)
def test_inspections_prices_guests_and_limits_of_liability_are_not_what_their_words_resemble(category, text, is_one):
    assert about(category, text, text) is is_one


def test_the_day_on_which_somebody_took_up_a_post_is_not_the_beginning():
    post = "She was Keeper of Seals at the Abbey for a fixed term of four years from 2 May 2011 to 1 May 2015."
    assert not about("Effective Date", post, "2 May 2011")
    assert about("Effective Date", "This Agreement runs for a fixed term of four years from 2 May 2011.", "2 May 2011")


def test_a_notice_by_which_a_permit_is_not_renewed_is_none_about_the_contract():
    renews = "renews automatically for two years unless the Board gives the holder ninety (90) days' notice."
    assert not about("Notice Period To Terminate Renewal", f"The Permit {renews}", f"The Permit {renews}")
    assert about("Notice Period To Terminate Renewal", f"This Agreement {renews}", f"This Agreement {renews}")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("It is a fixed term venture beginning May 2, 2020 and ending May 1, 2021.", True),
        ("It is a fixed term venture that begins at once, ending May 2, 2020.", False),
        ("It finishes when the last scheduled round on Friday May 2, 2020 has been completed.", False),
        ("If nothing is paid on or before May 2, 2020, this Agreement is deemed terminated.", False),
    ],
)
def test_the_last_day_of_something_is_not_the_beginning(text, begins):
    assert about("Effective Date", text, "May 2, 2020") is begins


@pytest.mark.parametrize(
    ("category", "text", "is_one"),
    [
        ("Minimum Commitment", "Each crate shall have at least nine months of shelf life left.", False),
        ("Minimum Commitment", "The mill may say no.", False),
        ("Minimum Commitment", "The dealer shall buy at least 90 crates.", True),
        ("Volume Restriction", "The dealer shall buy not fewer than 90 looms a year.", False),
        ("Volume Restriction", "The dealer shall buy not fewer than 90 and up to 400 looms a year.", True),
        ("Volume Restriction", "The mill shall train up to three people for a week free of charge.", False),
        ("Volume Restriction", "The mill cannot put any price up by more than 6%.", False),
        ("Volume Restriction", "I won't put prices up before May.", False),
        ("Volume Restriction", "If it exceeds the delivery date by more than 5 days, it pays a penalty.", False),
        ("Volume Restriction", "Up to 40 users may use the loom planner.", True),
        ("Non-Compete", "If a competitor of the mill acquires control of the dealer, the mill may terminate.", False),
        ("Non-Compete", "You must not copy it, extract its source code, or use it to build a rival product.", False),
        ("Non-Compete", "You must not copy it, or compete with us.", True),
        ("Rofr/Rofo/Rofn", "If it does not exercise its option, the mill is free to deal with anyone.", False),
        ("Rofr/Rofo/Rofn", "If it does not match the first offer, the mill is free to deal with anyone.", True),
        ("Rofr/Rofo/Rofn", "The mill shall not sell looms to others at a lower price.", False),
        ("Rofr/Rofo/Rofn", "Before selling at a lower price, the mill shall offer the loom to the dealer.", True),
        ("Most Favored Nation", "It shall first offer the loom to Brook on terms as favorable as the bid.", False),
        ("Most Favored Nation", "The dealer gets prices no higher than any other customer.", True),
    ],
)
def test_minimums_limits_and_first_rights_are_not_taken_for_each_other(category, text, is_one):
    assert about(category, text, text) is is_one


def test_what_has_none_of_the_words_of_its_category_is_not_shown_as_unsure():
    text = "You ask for something else, and I may say no.\n\nBefore a sale, the mill is offered to you."
    document = document_from_text(text.encode(), "contract", 10)
    shown = [
        may_be(document, Finding("Rofr/Rofo/Rofn", one.id, one.id + 1, one.start, one.end, 0.3))
        for one in document.segments
    ]
    assert shown == [False, True]


@pytest.mark.parametrize(
    ("category", "text", "is_one"),
    [
        (
            "Warranty Duration",
            "Vendor may repair a Defect, but shall conduct testing within a reasonable time, no longer than 5 days.",
            False,
        ),
        ("Warranty Duration", "Vendor shall repair any defect that shows itself within 12 months.", True),
        ("Volume Restriction", "Clips not longer than six minutes each may be shown on any platform.", False),
        ("Volume Restriction", "The Film may be shown on demand, without limit on the number of views.", False),
        ("Volume Restriction", "Clips not longer than six minutes each may be shown up to 25 times.", True),
        ("Minimum Commitment", "Dealer shall: (a) employ not fewer than five engineers; (b) hold spare parts.", False),
        ("Minimum Commitment", "The Software shall be available at least [***]% of the time.", False),
        ("Minimum Commitment", "Minimum Hours are reduced in proportion for a part month.", False),
        ("Minimum Commitment", "Vendor will buy back bottles with not less than five months' shelf life.", False),
        ("Minimum Commitment", "Dealer shall employ at least five engineers and buy at least 40 looms.", True),
        ("Most Favored Nation", "The mill shall not dry beans for anyone other than Buyer.", False),
        ("Most Favored Nation", "The mill shall not dry beans for anyone other than Buyer at a lower price.", True),
        ("Joint Ip Ownership", "Both of them are jointly and severally liable to Buyer.", False),
        ("Joint Ip Ownership", "The parties shall jointly and severally own the patents.", True),
        ("Covenant Not To Sue", "There is no action or proceeding pending or threatened against Vendor.", False),
        ("Covenant Not To Sue", "Vendor shall not continue any action pending against Buyer.", True),
        ("Rofr/Rofo/Rofn", "Neither may license it to a third party without the other's consent.", False),
        ("Rofr/Rofo/Rofn", "Neither may license it without consent, or before it offers it to the other.", True),
    ],
)
def test_what_only_uses_the_words_of_a_clause_is_none(category, text, is_one):
    assert about(category, text, text) is is_one
