// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/OwnNameField.h"

#include "style/ErrorText.h"

#include <QAccessible>
#include <QFocusEvent>

namespace jackdaw {

OwnNameField::OwnNameField(const Theme &theme, QWidget *parent) : TextField(theme, tr("Your name"), parent)
{
    edit()->setMaxLength(100);
    setHelp(tr("What your contacts see, unless they call you otherwise."));
    edit()->installEventFilter(this);
    connect(this, &TextField::textEdited, this, [this] {
        m_edited = true;
        m_failure.reset();
        m_note = Note::None;
        showState();
    });
    connect(edit(), &QLineEdit::returnPressed, this, [this] { finish(End::Enter); });
}

void OwnNameField::follow(const AccountListModel::Row &account)
{
    if (m_wanted && !account.wantedName && !m_entered && !m_edited && account.ownName == *m_wanted)
        m_note = Note::Published; // what waited when this was opened
    else if (m_note == Note::Published && account.ownName != m_name && account.ownName != text())
        m_note = Note::None; // another program set another one
    m_name = account.ownName;
    m_wanted = account.wantedName;
    m_online = account.connection.state == ConnectionState::Online;
    edit()->setPlaceholderText(account.settings.jid.local());
    showText();
    showState();
}

void OwnNameField::showOutcome(const Status &outcome)
{
    if (!outcome && outcome.error().kind == ErrorKind::Cancelled)
        return; // another name was entered since, and has an answer of its own
    const std::optional<QString> entered = std::exchange(m_entered, std::nullopt);
    if (m_edited) // the next one is being typed: nothing is said of the one before
        return;
    if (!outcome) {
        m_failure = outcome.error();
        m_edited = entered.has_value(); // it stays, and Enter tries again
    } else if (entered) {
        m_note = entered->isEmpty() ? Note::TakenBack : Note::Published;
    }
    showText();
    showState();
}

void OwnNameField::takeBack()
{
    enter({});
}

bool OwnNameField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == edit() && event->type() == QEvent::FocusOut) {
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::PopupFocusReason) // its own menu
            finish(reason == Qt::ActiveWindowFocusReason ? End::WindowLeft : End::Left);
    } else if (watched == edit() && event->type() == QEvent::Hide && !event->spontaneous()) {
        finish(End::Left); // the page or the window goes
    }
    return TextField::eventFilter(watched, event);
}

void OwnNameField::finish(End end)
{
    if (end == End::WindowLeft)
        return; // who looks something up elsewhere has not finished; what is typed stays
    const QString name = text().simplified();
    const bool again = end == End::Enter && m_failure;
    if (!m_edited || (m_failure && !again))
        return;
    if (name == current()) {
        m_edited = false;
        showText();
        return;
    }
    if (!name.isEmpty()) {
        enter(name);
    } else if (end == End::Enter) {
        Q_EMIT takeBackRequested();
    } else {
        // Nobody takes a name back by walking through a page.
        m_edited = false;
        m_note = Note::Kept;
        showText();
        showState();
    }
}

void OwnNameField::enter(const QString &name)
{
    m_edited = false;
    m_failure.reset();
    m_note = Note::None;
    m_entered = name;
    showText();
    showState();
    Q_EMIT nameEntered(name);
}

QString OwnNameField::current() const
{
    return m_entered.value_or(m_wanted.value_or(m_name));
}

void OwnNameField::showText()
{
    if (!m_edited && text() != current())
        setText(current());
}

/// Says it once, to screen readers too.
void OwnNameField::say(State state, const QString &words)
{
    if (this->state() == state && m_said == words)
        return;
    m_said = words;
    setState(state, words);
    if (state != State::Wrong && !words.isEmpty() && isVisible() && QAccessible::isActive()) {
        QAccessibleAnnouncementEvent event(edit(), words);
        event.setPoliteness(QAccessible::AnnouncementPoliteness::Polite);
        QAccessible::updateAccessibility(&event);
    }
}

void OwnNameField::showState()
{
    if (m_failure)
        say(State::Wrong, tr("Not published. %1").arg(errorText(*m_failure)));
    else if (!m_edited && (m_entered || m_wanted))
        say(State::Plain, m_online ? tr("Publishing…") : tr("Waits, and is published once this account is connected."));
    else if (m_note == Note::Published)
        say(State::Good, tr("Published. Your contacts see it now."));
    else if (m_note == Note::TakenBack)
        say(State::Good, tr("Taken back."));
    else if (m_note == Note::Kept)
        say(State::Plain, tr("Your name stays. To take it back, empty the field and press Enter."));
    else
        say(State::Plain, {});
}

} // namespace jackdaw
