// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/OwnProfileDialog.h"

#include "style/Theme.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"

#include <QComboBox>
#include <QDate>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int longestLine = 200; ///< what others read of a line of a card (xmpp/VCard.h)
constexpr int longestNote = 2000;
constexpr int mostEntries = 5;

QString shownEntries(const QStringList &entries)
{
    return entries.join(QStringLiteral(", "));
}

/// An entry may have commas of its own, as a link can: what reads as before stays.
QStringList entriesOf(const QString &text, const QStringList &before)
{
    if (text == shownEntries(before))
        return before;
    QStringList entries;
    const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        if (const QString entry = part.simplified(); !entry.isEmpty() && !entries.contains(entry))
            entries << entry;
    }
    return entries.mid(0, mostEntries);
}

bool isWebLink(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && (url.scheme() == u"https" || url.scheme() == u"http") && !url.host().isEmpty() && url.userInfo().isEmpty();
}

} // namespace

OwnProfileDialog::OwnProfileDialog(const QString &address, const Theme &theme, QWidget *parent)
    : AskDialog(theme, tr("Your profile"), tr("Save"), parent), m_theme(theme), m_scroll(new QScrollArea(this)), m_form(new QWidget)
{
    fields()->addWidget(new ElidedLabel(theme, TypeRole::Body, Token::Text2, address, this));
    auto *column = new QVBoxLayout(m_form);
    column->setContentsMargins(2, 2, 12, 2); // room for a ring, and for the bar
    column->setSpacing(12);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setMinimumHeight(theme.scaled(360));
    m_scroll->viewport()->setAutoFillBackground(false);
    m_form->setAutoFillBackground(false);

    const QString several = tr("Several are separated by commas.");
    m_fullName = addField(tr("Full name"));
    m_nickname = addField(tr("Nickname"));
    m_organization = addField(tr("Organization"));
    m_title = addField(tr("Title"));
    m_emails = addField(tr("E-mail"), several);
    m_phones = addField(tr("Phone"), several);
    m_links = addField(tr("Web"), several);
    for (const TextField *list : {m_emails, m_phones, m_links})
        list->edit()->setMaxLength(mostEntries * (longestLine + 2));
    m_address = addField(tr("Address"));
    m_birthday = addField(tr("Birthday"), tr("Year-month-day, as 1990-05-23."));
    auto *note = new QVBoxLayout;
    note->setSpacing(6);
    note->addWidget(new Label(theme, TypeRole::MetaStrong, Token::Text2, tr("About you"), Label::Wrap::No, m_form));
    m_note = new QPlainTextEdit(m_form);
    m_note->setAccessibleName(tr("About you"));
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(theme.lineHeight(TypeRole::Message) * 3 + 16);
    note->addWidget(m_note);
    column->addLayout(note);
    column->addStretch();
    m_scroll->setWidget(m_form);
    fields()->addWidget(m_scroll, 1);

    m_visibility = new QComboBox(this);
    m_visibility->setAccessibleName(tr("Who may see it"));
    m_visibility->addItem(tr("Your contacts"), int(CardVisibility::Contacts));
    m_visibility->addItem(tr("Everybody"), int(CardVisibility::Everybody));
    m_visibility->addItem(tr("Nobody"), int(CardVisibility::Nobody));
    auto *seen = new QVBoxLayout;
    seen->setSpacing(6);
    seen->addWidget(new Label(theme, TypeRole::MetaStrong, Token::Text2, tr("Who may see it"), Label::Wrap::No, this));
    seen->addWidget(m_visibility);
    seen->addWidget(new Label(theme, TypeRole::Meta, Token::Text2,
                              tr("Contacts are those whom you let see when you are available. Older programs find it only if everybody may see it."),
                              Label::Wrap::Yes, this));
    fields()->addLayout(seen);

    m_form->setEnabled(false);
    m_visibility->setEnabled(false);
    setBusy();
}

TextField *OwnProfileDialog::addField(const QString &label, const QString &help)
{
    auto *field = new TextField(m_theme, label, m_form);
    field->edit()->setMaxLength(longestLine);
    if (!help.isEmpty())
        field->setHelp(help);
    m_form->layout()->addWidget(field);
    connect(field, &TextField::textEdited, this, [field] { field->setState(TextField::State::Plain); });
    return field;
}

void OwnProfileDialog::setCard(const OwnCard &card)
{
    m_before = card;
    // Several lines and links in one may be longer than what is written here: a field never cuts what nobody touched.
    const auto show = [](TextField *field, const QString &text) {
        field->edit()->setMaxLength(std::max(field->edit()->maxLength(), int(text.size())));
        field->setText(text);
    };
    show(m_fullName, card.card.fullName);
    show(m_nickname, card.card.nickname);
    show(m_organization, card.card.organization);
    show(m_title, card.card.title);
    show(m_emails, shownEntries(card.card.emails));
    show(m_phones, shownEntries(card.card.phones));
    show(m_links, shownEntries(card.card.links));
    show(m_address, card.card.addresses.value(0));
    show(m_birthday, card.card.birthday);
    m_note->setPlainText(card.card.note);
    m_visibility->setCurrentIndex(m_visibility->findData(int(card.visibility)));
    m_form->setEnabled(true);
    m_visibility->setEnabled(true);
    setReady();
    m_fullName->edit()->setFocus();
}

void OwnProfileDialog::submit()
{
    if (!m_form->isEnabled()) { // what stands here is no card of the user's: saved, it would empty theirs
        setBusy();
        Q_EMIT cardRequested();
        return;
    }
    OwnCard card = m_before;
    card.card.fullName = m_fullName->text().simplified();
    card.card.nickname = m_nickname->text().simplified();
    card.card.organization = m_organization->text().simplified();
    card.card.title = m_title->text().simplified();
    card.card.emails = entriesOf(m_emails->text(), m_before.card.emails);
    card.card.phones = entriesOf(m_phones->text(), m_before.card.phones);
    card.card.links = entriesOf(m_links->text(), m_before.card.links);
    card.card.birthday = m_birthday->text().simplified();
    card.card.note = m_note->toPlainText().trimmed().left(longestNote);
    card.visibility = CardVisibility(m_visibility->currentData().toInt());
    // The first alone is shown; an address has commas of its own.
    const QString address = m_address->text().simplified();
    if (address != card.card.addresses.value(0)) {
        if (!card.card.addresses.isEmpty())
            card.card.addresses.removeFirst();
        if (!address.isEmpty())
            card.card.addresses.prepend(address);
    }
    TextField *wrong = nullptr;
    const bool isDate = QDate::fromString(card.card.birthday, Qt::ISODate).isValid();
    if (!card.card.birthday.isEmpty() && !isDate && card.card.birthday != m_before.card.birthday) {
        wrong = m_birthday;
        wrong->setState(TextField::State::Wrong, tr("This is no date. Write it as 1990-05-23."));
    }
    for (const QString &link : std::as_const(card.card.links)) {
        if (!isWebLink(link)) {
            wrong = m_links;
            wrong->setState(TextField::State::Wrong, tr("This is no web address. It begins with https://"));
        }
    }
    if (wrong) {
        m_scroll->ensureWidgetVisible(wrong);
        wrong->edit()->setFocus();
        return;
    }
    setBusy();
    Q_EMIT saveRequested(card);
}

} // namespace jackdaw
