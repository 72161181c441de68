// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/ProfileView.h"

#include "base/Clock.h"
#include "profile/PersonalFactsText.h"
#include "profile/ProfileText.h"
#include "widgets/Buttons.h"
#include "widgets/Card.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"

#include <QDateTime>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int noteLines = 3;
constexpr int typedPause = 1500;

QStringList tagsOf(const QString &text)
{
    QStringList tags;
    const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        if (const QString tag = part.simplified(); !tag.isEmpty() && !tags.contains(tag, Qt::CaseInsensitive))
            tags << tag;
    }
    return tags;
}

} // namespace

ProfileView::ProfileView(const Theme &theme, const Clock &clock, QWidget *parent) : QWidget(parent), m_theme(theme), m_clock(clock)
{
    m_title = new Label(theme, TypeRole::MetaStrong, Token::Text2, tr("What they say of themselves"), Label::Wrap::No, this);
    m_facts = new Card(theme, this);
    m_time = addFact(tr("Local time"));
    m_last = addFact(tr("Last active"));
    const auto fact = [this](const QString &title, QString (*text)(const ContactProfile &)) { m_rows.push_back({addFact(title), text}); };
    fact(tr("Programs"), [](const ContactProfile &profile) { return devicesText(profile.devices); });
    fact(tr("Mood"), [](const ContactProfile &profile) { return moodText(profile.facts.mood); });
    fact(tr("Doing"), [](const ContactProfile &profile) { return activityText(profile.facts.activity); });
    fact(tr("Listening to"), [](const ContactProfile &profile) { return tuneText(profile.facts.tune); });
    fact(tr("Location"), [](const ContactProfile &profile) { return locationText(profile.facts.location); });
    fact(tr("Full name"), [](const ContactProfile &profile) { return profile.card.fullName; });
    fact(tr("Nickname"), [](const ContactProfile &profile) { return profile.card.nickname; });
    fact(tr("Organization"), [](const ContactProfile &profile) { return profile.card.organization; });
    fact(tr("Title"), [](const ContactProfile &profile) { return profile.card.title; });
    fact(tr("Role"), [](const ContactProfile &profile) { return profile.card.role; });
    fact(tr("E-mail"), [](const ContactProfile &profile) { return profile.card.emails.join(u'\n'); });
    fact(tr("Phone"), [](const ContactProfile &profile) { return profile.card.phones.join(u'\n'); });
    fact(tr("Postal address"), [](const ContactProfile &profile) { return profile.card.addresses.join(u'\n'); });
    fact(tr("Birthday"), [](const ContactProfile &profile) { return profile.card.birthday; });
    fact(tr("About"), [](const ContactProfile &profile) { return profile.card.note; });
    m_links = new QVBoxLayout;
    m_links->setSpacing(4);
    m_directory = new TextButton(tr("Open in the directory"), TextButton::Kind::Secondary, TextButton::Size::Small, this);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_title);
    column->addWidget(m_facts);
    column->addLayout(m_links);
    column->addWidget(m_directory, 0, Qt::AlignLeading);
    makeNotes(column);

    connect(m_directory, &QAbstractButton::clicked, this, [this] {
        if (const auto link = filledLink(m_linkTemplate, m_profile.jid))
            Q_EMIT linkRequested(*link);
    });
    m_minute.setSingleShot(true);
    m_minute.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_minute, &QTimer::timeout, this, &ProfileView::refreshTime);
    m_typed.setSingleShot(true);
    m_typed.setInterval(typedPause);
    connect(&m_typed, &QTimer::timeout, this, &ProfileView::keepNotes);
    refresh();
}

SettingsRow *ProfileView::addFact(const QString &title)
{
    auto *row = new SettingsRow(m_theme, title, {}, nullptr, m_facts);
    m_facts->addRow(row);
    return row;
}

void ProfileView::makeNotes(QVBoxLayout *column)
{
    auto *title = new Label(m_theme, TypeRole::MetaStrong, Token::Text2, tr("Private note"), Label::Wrap::No, this);
    m_note = new QPlainTextEdit(this);
    m_note->setAccessibleName(tr("Private note"));
    m_note->setPlaceholderText(tr("Only you see this, on all your devices"));
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(m_theme.lineHeight(TypeRole::Body) * noteLines + 20);
    auto *tagsTitle = new Label(m_theme, TypeRole::MetaStrong, Token::Text2, tr("Tags"), Label::Wrap::No, this);
    m_tags = new LineEdit(m_theme, this);
    m_tags->setAccessibleName(tr("Tags"));
    m_tags->setPlaceholderText(tr("Separate several with commas"));
    title->setBuddy(m_note);
    tagsTitle->setBuddy(m_tags);
    column->addWidget(title);
    column->addWidget(m_note);
    column->addWidget(tagsTitle);
    column->addWidget(m_tags);
    m_notePlace = new Label(m_theme, TypeRole::Meta, Token::Text2, {}, Label::Wrap::Yes, this);
    m_notePlace->hide();
    column->addWidget(m_notePlace);
    m_note->installEventFilter(this);
    connect(m_note, &QPlainTextEdit::textChanged, &m_typed, qOverload<>(&QTimer::start));
    connect(m_tags, &QLineEdit::textEdited, &m_typed, qOverload<>(&QTimer::start));
    connect(m_tags, &QLineEdit::editingFinished, this, &ProfileView::keepNotes);
}

void ProfileView::setSubject(AccountId account, const BareJid &jid)
{
    if (account == m_profile.account && jid == m_profile.jid)
        return;
    keepNotes();
    m_profile = {};
    m_profile.account = account;
    m_profile.jid = jid;
    takeNotes();
    refresh();
}

void ProfileView::setProfile(const ContactProfile &profile)
{
    if (profile.account != m_profile.account || profile.jid != m_profile.jid || profile == m_profile)
        return;
    const bool isOtherNote = profile.note != m_profile.note || profile.tags != m_profile.tags;
    m_profile = profile;
    // What is being typed is newer than what comes from elsewhere.
    if (isOtherNote && !m_typed.isActive())
        takeNotes();
    refresh();
}

void ProfileView::setLinkTemplate(const QString &linkTemplate)
{
    m_linkTemplate = linkTemplate;
    refreshLinks();
}

void ProfileView::takeNotes()
{
    const QSignalBlocker quiet(m_note);
    const QString tags = m_profile.tags.join(u", "_s);
    if (m_note->toPlainText() != m_profile.note)
        m_note->setPlainText(m_profile.note);
    if (tagsOf(m_tags->text()) != m_profile.tags)
        m_tags->setText(tags);
    m_typed.stop();
}

void ProfileView::keepNotes()
{
    m_typed.stop();
    const QString note = m_note->toPlainText();
    const QStringList tags = tagsOf(m_tags->text());
    if (!m_profile.jid.isValid() || (note == m_profile.note && tags == m_profile.tags))
        return;
    m_profile.note = note;
    m_profile.tags = tags;
    Q_EMIT noteChanged(m_profile.account, m_profile.jid, note, tags);
}

void ProfileView::refresh()
{
    bool any = m_profile.utcOffset || m_profile.lastActivity;
    for (const Fact &fact : m_rows) {
        const QString text = fact.text(m_profile);
        fact.row->setHelp(text);
        fact.row->setVisible(!text.isEmpty());
        any = any || !text.isEmpty();
    }
    m_facts->setVisible(any);
    m_title->setVisible(any);
    const QString place = notePlaceText(m_profile.notePlace);
    m_notePlace->setText(place);
    m_notePlace->setToken(m_profile.notePlace == NotePlace::Failed ? Token::Warn : Token::Text2);
    m_notePlace->setVisible(!place.isEmpty());
    m_note->setAccessibleDescription(place);
    refreshTime();
    refreshLinks();
}

void ProfileView::refreshTime()
{
    const qint64 now = m_clock.now();
    const QString last = lastActivityText(m_profile, now);
    m_last->setHelp(last);
    m_last->setVisible(!last.isEmpty());
    m_time->setVisible(m_profile.utcOffset.has_value());
    m_minute.stop();
    if (m_profile.utcOffset)
        m_time->setHelp(theirTimeText(now, *m_profile.utcOffset, QDateTime::fromMSecsSinceEpoch(now).offsetFromUtc()));
    constexpr qint64 minute = 60'000;
    if (isVisible() && (m_profile.utcOffset || !last.isEmpty()))
        m_minute.start(int(minute - now % minute));
}

void ProfileView::refreshLinks()
{
    while (QLayoutItem *item = m_links->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was clicked
        delete item;
    }
    const auto add = [this](const QUrl &url, const QString &shown) {
        auto *button = new TextButton(QString(shown).replace(u'&', u"&&"_s), TextButton::Kind::Quiet, TextButton::Size::Small, this);
        button->setAccessibleName(shown);
        setPlainTooltip(*button, url.toString(QUrl::FullyEncoded));
        m_links->addWidget(button, 0, Qt::AlignLeading);
        button->show();
        connect(button, &QAbstractButton::clicked, this, [this, url] { Q_EMIT linkRequested(url); });
    };
    if (const auto place = locationLink(m_profile.facts.location))
        add(*place, tr("Show the location on a map"));
    for (const QString &link : std::as_const(m_profile.card.links)) {
        const QUrl url(link, QUrl::StrictMode);
        add(url, url.toDisplayString().left(60));
    }
    m_directory->setVisible(m_profile.jid.isValid() && filledLink(m_linkTemplate, m_profile.jid).has_value());
}

void ProfileView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refreshTime();
}

void ProfileView::hideEvent(QHideEvent *event)
{
    keepNotes();
    m_minute.stop();
    QWidget::hideEvent(event);
}

bool ProfileView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_note && event->type() == QEvent::FocusOut)
        keepNotes();
    return QWidget::eventFilter(watched, event);
}

} // namespace jackdaw
