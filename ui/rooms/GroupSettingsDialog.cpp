// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/GroupSettingsDialog.h"

#include "rooms/RoomRights.h"
#include "rooms/RoomText.h"
#include "style/Direction.h"
#include "widgets/Buttons.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QRadioButton>

namespace jackdaw {

GroupSettingsDialog::GroupSettingsDialog(const Room &room, const GroupSettings &settings, const Theme &theme, QWidget *parent)
    : AskDialog(theme, tr("Group settings"), tr("Save"), parent)
    , m_pictureDone(new Label(theme, TypeRole::Meta, Token::Text2, {}, Label::Wrap::Yes, this))
    , m_name(new TextField(theme, tr("Name"), this))
    , m_subject(new TextField(theme, tr("Topic"), this))
    , m_nick(new TextField(theme, tr("Your name in the group"), this))
    , m_keepNick(new TextButton(tr("Keep this name for you"), TextButton::Kind::Secondary, TextButton::Size::Small, this))
    , m_notify(new QButtonGroup(this))
    , m_autojoin(new QCheckBox(tr("Join by itself when you sign in"), this))
    , m_lines(new QCheckBox(tr("Show who joins and leaves"), this))
    , m_firstLines(settings.lines)
    , m_showedLines(showsPresenceLines(room))
    , m_first(settings.notify)
    , m_usual(room.features.membersOnly ? RoomNotify::Always : RoomNotify::OnMention)
{
    const RoomRights rights = rightsIn(room);
    m_name->setText(settings.name);
    m_name->setHelp(tr("Only you see this name, on all your devices."));
    m_subject->setText(settings.subject);
    m_subject->setEnabled(rights.testFlag(RoomRight::SetSubject));
    m_subject->setHelp(m_subject->isEnabled() ? tr("Everybody in the group sees it.") : tr("Only moderators can change it."));
    m_nick->setText(settings.nick);
    m_nick->setEnabled(rights.testFlag(RoomRight::ChangeNick));
    fields()->addWidget(m_name);
    fields()->addWidget(m_subject);
    fields()->addWidget(m_nick);
    m_keepNick->setAutoDefault(false);
    m_keepNick->setToolTip(tr("Nobody else can use it in this group"));
    m_keepNick->hide();
    auto *keepRow = new QHBoxLayout;
    keepRow->addWidget(m_keepNick);
    keepRow->addStretch();
    fields()->addLayout(keepRow);
    connect(m_keepNick, &QAbstractButton::clicked, this, [this] { Q_EMIT registrationRequested(m_nick->text().trimmed()); });

    auto *notify = new QVBoxLayout;
    notify->setSpacing(6);
    notify->addWidget(new Label(theme, TypeRole::MetaStrong, Token::Text2, tr("Notify about"), Label::Wrap::No, this));
    const auto add = [&](RoomNotify value, const QString &words) {
        auto *choice = new QRadioButton(words, this);
        m_notify->addButton(choice, int(value));
        // Tab leads to the one that is on; Qt sees to that only once one of them has had the focus.
        choice->setFocusPolicy(Qt::ClickFocus);
        connect(choice, &QAbstractButton::toggled, choice,
                [choice](bool on) { choice->setFocusPolicy(on ? Qt::StrongFocus : Qt::ClickFocus); });
        notify->addWidget(choice);
    };
    add(RoomNotify::Always, tr("All messages"));
    add(RoomNotify::OnMention, tr("Only messages that mention you"));
    add(RoomNotify::Never, tr("Nothing"));
    // Nothing was said so far: what happens then is what is shown.
    m_notify->button(int(m_first == RoomNotify::Unset ? m_usual : m_first))->setChecked(true);
    fields()->addLayout(notify);
    m_autojoin->setChecked(settings.autojoin == Autojoin::On);
    fields()->addWidget(m_autojoin);
    m_lines->setChecked(m_showedLines);
    fields()->addWidget(m_lines);

    if (rights.testFlag(RoomRight::SetPicture)) {
        auto *picture = new QHBoxLayout;
        picture->setSpacing(8);
        auto *choose = new TextButton(tr("Set picture…"), TextButton::Kind::Secondary, TextButton::Size::Small, this);
        choose->setAutoDefault(false);
        auto *none = new TextButton(tr("Remove picture"), TextButton::Kind::Secondary, TextButton::Size::Small, this);
        none->setAutoDefault(false);
        picture->addWidget(choose);
        picture->addWidget(none);
        picture->addStretch();
        fields()->addLayout(picture);
        fields()->addWidget(m_pictureDone);
        connect(choose, &QAbstractButton::clicked, this, &GroupSettingsDialog::pictureRequested);
        connect(none, &QAbstractButton::clicked, this, &GroupSettingsDialog::noPictureRequested);
    }
    m_pictureDone->hide();
    auto *more = new QHBoxLayout;
    more->setSpacing(8);
    if (rights.testFlag(RoomRight::Configure)) {
        auto *configure = new TextButton(tr("Configure group…"), TextButton::Kind::Secondary, TextButton::Size::Small, this);
        configure->setAutoDefault(false);
        more->addWidget(configure);
        connect(configure, &QAbstractButton::clicked, this, &GroupSettingsDialog::configurationRequested);
    }
    if (rights.testFlag(RoomRight::Destroy)) {
        auto *destroy = new TextButton(tr("Close group for everyone…"), TextButton::Kind::Destructive, TextButton::Size::Small, this);
        destroy->setAutoDefault(false);
        more->addWidget(destroy);
        connect(destroy, &QAbstractButton::clicked, this, &GroupSettingsDialog::destroyRequested);
    }
    more->addStretch();
    fields()->addLayout(more);
    connect(m_nick, &TextField::textEdited, this, [this] {
        m_nick->setState(TextField::State::Plain);
        if (m_kept)
            showKept();
    });
    m_name->edit()->setFocus();
}

void GroupSettingsDialog::setRegistration(const RoomRegistration &registration)
{
    m_kept = registration.isRegistered ? registration.nick : QString();
    showKept();
}

void GroupSettingsDialog::showPictureDone(const QString &words)
{
    m_pictureDone->setText(words);
    m_pictureDone->show();
}

void GroupSettingsDialog::showKept()
{
    const QString typed = m_nick->text().trimmed();
    m_nick->setHelp(m_kept->isEmpty() ? QString() : tr("The group keeps the name %1 for you.").arg(isolated(*m_kept)));
    m_keepNick->setVisible(m_nick->isEnabled() && !typed.isEmpty() && typed != *m_kept && nicknameProblem(typed).isEmpty());
}

GroupSettings GroupSettingsDialog::settings() const
{
    GroupSettings settings;
    settings.name = m_name->text().trimmed();
    settings.subject = m_subject->text().trimmed();
    settings.nick = m_nick->text().trimmed();
    const auto chosen = RoomNotify(m_notify->checkedId());
    // What was only shown because nothing was said stays unsaid.
    settings.notify = m_first == RoomNotify::Unset && chosen == m_usual ? RoomNotify::Unset : chosen;
    settings.autojoin = m_autojoin->isChecked() ? Autojoin::On : Autojoin::Off;
    const bool isAsBefore = m_lines->isChecked() == m_showedLines;
    settings.lines = isAsBefore ? m_firstLines : m_lines->isChecked() ? PresenceLines::Shown : PresenceLines::Hidden;
    return settings;
}

void GroupSettingsDialog::submit()
{
    if (m_nick->text().trimmed().isEmpty()) {
        m_nick->setState(TextField::State::Wrong, tr("You need a name in the group."));
        m_nick->edit()->setFocus();
        return;
    }
    if (const QString problem = nicknameProblem(m_nick->text()); m_nick->isEnabled() && !problem.isEmpty()) {
        m_nick->setState(TextField::State::Wrong, problem);
        m_nick->edit()->setFocus();
        return;
    }
    setBusy();
    Q_EMIT saveRequested(settings());
}

CloseGroupDialog::CloseGroupDialog(const QString &group, const Theme &theme, QWidget *parent)
    : AskDialog(theme, tr("Close group"), tr("Close group"), parent)
    , m_successor(new TextField(theme, tr("Address of the group that takes its place"), this))
    , m_reason(new TextField(theme, tr("Reason"), this))
{
    fields()->addWidget(new Label(theme, TypeRole::Heading, Token::Text, tr("Close %1 for everyone?").arg(isolated(group)), Label::Wrap::Yes, this));
    fields()->addWidget(new Label(theme, TypeRole::Body, Token::Text2,
                                  tr("Everybody is removed, and nobody can join it again. This cannot be taken back. What people have received stays with them."),
                                  Label::Wrap::Yes, this));
    m_successor->setHelp(tr("You can leave this empty."));
    m_reason->setHelp(tr("You can leave this empty."));
    fields()->addWidget(m_reason);
    fields()->addWidget(m_successor);
    setDestructive();
    connect(m_successor, &TextField::textEdited, this, [this] { m_successor->setState(TextField::State::Plain); });
    m_reason->edit()->setFocus();
}

void CloseGroupDialog::submit()
{
    BareJid successor;
    if (const QString text = m_successor->text().trimmed(); !text.isEmpty()) {
        const Result<BareJid> room = BareJid::parse(text);
        if (!room || room->local().isEmpty()) {
            m_successor->setState(TextField::State::Wrong, tr("This is no address of a group. Write it like group@groups.provider.example."));
            m_successor->edit()->setFocus();
            return;
        }
        successor = *room;
    }
    setBusy();
    Q_EMIT closeRequested(successor, m_reason->text().trimmed());
}

} // namespace jackdaw
